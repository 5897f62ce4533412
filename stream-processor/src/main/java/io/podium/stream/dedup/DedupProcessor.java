package io.podium.stream.dedup;

import io.podium.schemas.event.AcceptedEvent;
import io.podium.schemas.key.RecordKeys;
import io.podium.schemas.query.RawLog;
import io.podium.schemas.query.Verdict;
import io.podium.stream.mode.RunMode;
import io.podium.stream.record.CommitScheduler;
import io.podium.stream.record.CommitScheduler.Urgency;
import io.podium.stream.record.CommitSchedulers;
import io.podium.stream.record.StageCounters;
import io.podium.stream.store.FilteredStore;
import io.podium.stream.store.TimeBuckets;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Second step of stage 1: lets the first event of each (tenant, idempotency key) pass and drops those that follow
 * within the window. Time is the task's stream time, which never runs backwards, so an event that is late or out of
 * order is still recognised. A duplicate leaves the window as it is.
 */
public final class DedupProcessor implements Processor<String, AcceptedEvent, String, AcceptedEvent> {

    private final String storeName;
    private final TimeBuckets window;
    private final VerdictTrackers board;
    private final StageCounters counters;
    private final CommitSchedulers schedulers;
    private final RunMode mode;
    private ProcessorContext<String, AcceptedEvent> context;
    private FilteredStore<DedupEntry> keys;
    private CommitScheduler.Task commits;

    /** A dedup step of a run of this mode, which says what passes on which verdict. */
    public DedupProcessor(
            String storeName,
            TimeBuckets window,
            VerdictTrackers board,
            StageCounters counters,
            CommitSchedulers schedulers,
            RunMode mode) {
        this.storeName = storeName;
        this.window = window;
        this.board = board;
        this.counters = counters;
        this.schedulers = schedulers;
        this.mode = mode;
    }

    @Override
    public void init(ProcessorContext<String, AcceptedEvent> newContext) {
        context = newContext;
        WindowStore<String, DedupEntry> store = context.getStateStore(storeName);
        window.keepSegment(context, store);
        keys = new FilteredStore<>(window, store);
        commits = schedulers.task(context);
    }

    @Override
    public void close() {
        keys.close();
    }

    @Override
    public void process(Record<String, AcceptedEvent> record) {
        AcceptedEvent event = record.value();
        Verdict verdict = decide(event);
        if (verdict.isDuplicate()) {
            counters.duplicate();
        } else {
            counters.accepted();
        }
        if (mode.passes(verdict)) {
            context.forward(record.withKey(RecordKeys.participant(event.tenantId(), event.participantId())));
        }
        if (event.sync() && !verdict.isDuplicate()) {
            commits.request(Urgency.SYNC);
        }
        board.record(context.recordMetadata().orElseThrow(), Optional.of(verdict));
    }

    private Verdict decide(AcceptedEvent event) {
        if (event.idempotencyKey() == null) {
            return Verdict.NEW;
        }
        RawLog log = event.command() == null ? RawLog.EVENTS : RawLog.COMMANDS;
        String key = storeKey(log, event.tenantId(), event.idempotencyKey());
        long now = context.currentStreamTimeMs();
        DedupEntry entry = new DedupEntry(event.eventId(), now);
        Optional<DedupEntry> first = keys.putIfAbsent(key, entry, now, other -> other.holdsAt(now, window.spanMs()));
        return first.map(other -> new Verdict(other.eventId())).orElse(Verdict.NEW);
    }

    /** The key of the dedup store, whose namespace is the log. */
    public static String storeKey(RawLog log, String tenantId, String idempotencyKey) {
        return log == RawLog.EVENTS
                ? RecordKeys.idempotency(tenantId, idempotencyKey)
                : RecordKeys.command(tenantId, idempotencyKey);
    }
}
