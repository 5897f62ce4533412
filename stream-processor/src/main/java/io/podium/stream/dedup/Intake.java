package io.podium.stream.dedup;

import io.podium.schemas.command.RawCommand;
import io.podium.schemas.event.AcceptedEvent;
import io.podium.schemas.event.EventHeaders;
import io.podium.schemas.event.EventId;
import io.podium.schemas.event.Limits;
import io.podium.schemas.event.ParsedEvent;
import io.podium.schemas.event.Problem;
import io.podium.schemas.event.RawEvent;
import io.podium.schemas.event.RawEventParser;
import io.podium.schemas.json.Json;
import io.podium.schemas.key.RecordKeys;
import io.podium.schemas.topic.Topics;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a raw record is: an event or a command in its right partition, an event that must first move to the
 * partition of its idempotency key, or an invalid record. Pure; the record comes in whole.
 *
 * @param partitions how many partitions the raw topic has
 */
public record Intake(int partitions) {

    /** What stands for a record without value. */
    private static final byte[] NO_COMMAND = {'n', 'u', 'l', 'l'};

    /** A raw record and where it stood; never compared. */
    @SuppressWarnings("ArrayRecordComponent")
    public record RawRecord(
            byte @Nullable [] key,
            byte @Nullable [] value,
            Headers headers,
            String topic,
            int partition,
            long offset,
            long timestamp) {}

    /** What a raw record is. */
    public sealed interface Classification {}

    /** An event in the partition of its key. */
    public record Event(AcceptedEvent event) implements Classification {}

    /** An event that belongs under another key or in another partition, with the id that it keeps. */
    public record Misplaced(String key, String eventId) implements Classification {}

    /** No event, and every reason why. */
    public record Refused(List<Problem> problems) implements Classification {}

    /** Judges one record. */
    public Classification take(RawRecord record) {
        return record.topic().equals(Topics.RAW_COMMANDS.name()) ? command(record) : event(record);
    }

    /** Only API nodes write commands, so one that stands elsewhere than its key says is none of theirs. */
    private Classification command(RawRecord record) {
        List<Problem> problems = new ArrayList<>();
        String tenantId = tenant(record.headers(), null, problems);
        if (tenantId == null && problems.isEmpty()) {
            problems.add(new Problem("header tenant", "missing", "expected header tenant, but it is absent"));
        }
        RawCommand command = command(record, problems);
        if (command == null || tenantId == null || !problems.isEmpty()) {
            return new Refused(problems);
        }
        Instant arrivedAt = Instant.ofEpochMilli(record.timestamp());
        return new Event(AcceptedEvent.ofCommand(
                EventId.at(record.topic(), record.partition(), record.offset(), record.timestamp()),
                tenantId,
                command,
                arrivedAt,
                record.headers().lastHeader(EventHeaders.SYNC) != null));
    }

    private @Nullable RawCommand command(RawRecord record, List<Problem> problems) {
        byte[] value = record.value();
        try {
            RawCommand command = Json.read(value == null ? NO_COMMAND : value, RawCommand.class);
            if (command == null) {
                problems.add(new Problem("", "malformed_command", "expected a JSON object, but null came"));
                return null;
            } else if (isMisplaced(record, command.idempotencyKey())) {
                problems.add(new Problem(
                        "key",
                        "bad_key",
                        "expected the command's idempotency key as the record's, in the partition of that key"));
            }
            return command;
        } catch (UncheckedIOException e) {
            String message = e.getMessage();
            problems.add(new Problem("", "malformed_command", message == null ? "expected a command" : message));
            return null;
        }
    }

    private Classification event(RawRecord record) {
        List<Problem> problems = new ArrayList<>();
        ParsedEvent parsed = parse(record.value());
        if (parsed instanceof ParsedEvent.Invalid invalid) {
            problems.addAll(invalid.problems());
        }
        RawEvent raw = parsed instanceof ParsedEvent.Valid valid ? valid.event() : null;
        String tenantId = tenant(record.headers(), raw, problems);
        String eventId = eventId(record, problems);
        String key = key(record.key(), raw, problems);
        if (raw == null || tenantId == null || eventId == null || !problems.isEmpty()) {
            return new Refused(problems);
        }
        if (key != null && isMisplaced(record, key)) {
            return new Misplaced(key, eventId);
        }
        return new Event(new AcceptedEvent(
                eventId,
                tenantId,
                raw.participantId(),
                raw.eventType(),
                raw.attributes(),
                raw.occurredAt() == null ? Instant.ofEpochMilli(record.timestamp()) : raw.occurredAt(),
                key,
                raw.source(),
                null,
                record.headers().lastHeader(EventHeaders.SYNC) != null,
                raw.reverses(),
                null));
    }

    /** Whatever a small compressed record inflates to: what is too large is not read. */
    private static ParsedEvent parse(byte @Nullable [] value) {
        return value == null || value.length <= Limits.RECORD_BYTES
                ? RawEventParser.parse(value)
                : new ParsedEvent.Invalid(List.of(new Problem(
                        "",
                        "too_large",
                        "expected a record of at most " + Limits.RECORD_BYTES + " bytes, but " + value.length
                                + " came")));
    }

    /** The body's key rules; a record key alone is taken as the idempotency key, as the topic's contract says. */
    private static @Nullable String key(byte @Nullable [] recordKey, @Nullable RawEvent raw, List<Problem> problems) {
        if (raw != null && raw.idempotencyKey() != null) {
            return raw.idempotencyKey();
        }
        if (recordKey == null) {
            return null;
        }
        String decoded = decode(recordKey);
        String text = decoded == null ? null : RawEventParser.trimmed(decoded);
        if (text == null || text.isEmpty() || text.length() > Limits.ID_CHARACTERS) {
            problems.add(new Problem(
                    "key",
                    "bad_key",
                    "expected a record key of 1 to " + Limits.ID_CHARACTERS
                            + " characters in UTF-8, but another came"));
        }
        return text;
    }

    private boolean isMisplaced(RawRecord record, String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        return !Arrays.equals(bytes, record.key()) || RecordKeys.partition(bytes, partitions) != record.partition();
    }

    private static @Nullable String tenant(Headers headers, @Nullable RawEvent raw, List<Problem> problems) {
        Header header = headers.lastHeader(EventHeaders.TENANT);
        String fromHeader = header == null ? null : decode(header.value());
        String fromBody = raw == null ? null : raw.tenantId();
        if (header != null && (fromHeader == null || !RawEventParser.isTenantId(fromHeader))) {
            problems.add(new Problem("header tenant", "bad_format", "expected a tenant id, but another text came"));
        } else if (fromHeader == null && fromBody == null && raw != null) {
            problems.add(new Problem(
                    "tenant_id", "missing", "expected header tenant or member tenant_id, but both are absent"));
        } else if (fromHeader != null && fromBody != null && !fromHeader.equals(fromBody)) {
            problems.add(new Problem(
                    "tenant_id",
                    "conflict",
                    "expected the tenant of the header, " + fromHeader + ", but " + fromBody + " came"));
        }
        return fromHeader != null ? fromHeader : fromBody;
    }

    private static @Nullable String eventId(RawRecord record, List<Problem> problems) {
        if (record.topic().equals(Topics.RAW_EVENTS.name())) {
            // Whatever a producer wrote into the header: an id is ours to give.
            return EventId.at(record.topic(), record.partition(), record.offset(), record.timestamp());
        }
        Header header = record.headers().lastHeader(EventHeaders.EVENT_ID);
        if (header == null) {
            return EventId.at(record.topic(), record.partition(), record.offset(), record.timestamp());
        }
        String id = decode(header.value());
        if (id == null || !EventId.isValid(id)) {
            problems.add(
                    new Problem("header event-id", "bad_format", "expected evt_ and a ULID, but another text came"));
        }
        return id;
    }

    private static @Nullable String decode(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        if (isAscii(bytes)) {
            return new String(bytes, StandardCharsets.US_ASCII);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte one : bytes) {
            if (one < 0) {
                return false;
            }
        }
        return true;
    }
}
