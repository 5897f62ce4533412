package io.podium.stream.dedup;

import io.podium.schemas.event.EventHeaders;
import io.podium.schemas.event.HeartbeatMark;
import io.podium.schemas.topic.Topics;
import io.podium.stream.clock.Heartbeat;
import io.podium.stream.clock.HeartbeatGate;
import io.podium.stream.record.DeadLetters;
import io.podium.stream.record.StageCounters;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * First step of stage 1: sends each raw record where {@link Intake} says. Children: the dedup step, the rekeyed topic,
 * the dead-letter topic and, for the time, the accepted topic.
 */
public final class IntakeProcessor implements Processor<byte[], Object, Object, Object> {

    /** The child that a misplaced event is forwarded to. */
    public static final String REKEYED = "to-rekeyed-events";

    private final Intake intake;
    private final String dedup;
    private final String accepted;
    private final VerdictTrackers board;
    private final StageCounters counters;
    private final HeartbeatGate gate = new HeartbeatGate();
    private ProcessorContext<Object, Object> context;

    /** Forwards events to the child named {@code dedup}, and heartbeats to the one named {@code accepted}. */
    public IntakeProcessor(
            Intake intake, String dedup, String accepted, VerdictTrackers board, StageCounters counters) {
        this.intake = intake;
        this.dedup = dedup;
        this.accepted = accepted;
        this.board = board;
        this.counters = counters;
    }

    @Override
    public void init(ProcessorContext<Object, Object> newContext) {
        context = newContext;
        board.open(context.taskId().partition());
    }

    @Override
    public void close() {
        board.close(context.taskId().partition());
    }

    @Override
    public void process(Record<byte[], Object> record) {
        RecordMetadata position = context.recordMetadata().orElseThrow();
        if (record.value() instanceof HeartbeatMark mark) {
            passOn(gate.heartbeat(mark.offset(), record.timestamp()), position.partition());
            return;
        }
        if (Heartbeat.is(record.value(), record.headers())) {
            processed(position);
        } else {
            take(record.withValue((byte[]) record.value()), position);
        }
        if (position.topic().equals(Topics.RAW_EVENTS.name())) {
            passOn(gate.processed(position.offset()), position.partition());
        }
    }

    private void passOn(OptionalLong time, int partition) {
        time.ifPresent(now -> context.forward(Heartbeat.of(partition, now), accepted));
    }

    private void take(Record<byte[], byte[]> record, RecordMetadata position) {
        counters.received();
        Intake.Classification taken = intake.take(new Intake.RawRecord(
                record.key(),
                record.value(),
                record.headers(),
                position.topic(),
                position.partition(),
                position.offset(),
                record.timestamp()));
        if (taken instanceof Intake.Event event) {
            context.forward(new Record<>(event.event().idempotencyKey(), event.event(), record.timestamp()), dedup);
        } else if (taken instanceof Intake.Misplaced misplaced) {
            counters.rekeyed();
            context.forward(
                    record.withKey(misplaced.key().getBytes(StandardCharsets.UTF_8))
                            .withHeaders(withEventId(record.headers(), misplaced.eventId())),
                    REKEYED);
            processed(position);
        } else if (taken instanceof Intake.Refused refused) {
            counters.deadLettered();
            DeadLetters.Letter letter = DeadLetters.letter(
                    record.key(),
                    record.value(),
                    record.headers(),
                    position.topic(),
                    position.partition(),
                    position.offset(),
                    refused.problems());
            context.forward(
                    record.withKey(letter.key()).withValue(letter.value()).withHeaders(letter.headers()),
                    Topics.RAW_EVENTS_DLQ.name());
            processed(position);
        }
    }

    private void processed(RecordMetadata position) {
        board.record(position, Optional.empty());
    }

    /** What a moved event needs of its headers, which may be as large as a producer likes. */
    private static Headers withEventId(Headers original, String eventId) {
        RecordHeaders headers = new RecordHeaders();
        for (String kept : List.of(EventHeaders.TENANT, EventHeaders.SYNC)) {
            Header header = original.lastHeader(kept);
            if (header != null) {
                headers.add(header);
            }
        }
        headers.add(EventHeaders.EVENT_ID, eventId.getBytes(StandardCharsets.UTF_8));
        return headers;
    }
}
