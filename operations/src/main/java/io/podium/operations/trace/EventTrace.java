package io.podium.operations.trace;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.operations.log.CommittedLog;
import io.podium.operations.log.CommittedLog.Range;
import io.podium.operations.log.PartitionReader;
import io.podium.rules.book.RuleBook;
import io.podium.rules.evaluation.Explanation;
import io.podium.rules.program.ProgramParser;
import io.podium.schemas.event.AcceptedEvent;
import io.podium.schemas.event.EventHeaders;
import io.podium.schemas.event.EventId;
import io.podium.schemas.json.Json;
import io.podium.schemas.key.RecordKeys;
import io.podium.schemas.query.RawLog;
import io.podium.schemas.rule.RuleVersion;
import io.podium.schemas.topic.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What happened to an event, put together from what the topics say of it. */
public final class EventTrace {

    /** Producers' clocks and that of the API node may differ by so much. */
    private static final Duration SLACK = Duration.ofMinutes(2);

    /** A producer that stamps its records by its own clock is hardly later than this; by the event's time, it is. */
    private static final Duration OLD = Duration.ofMinutes(1);

    private static final int NEIGHBOURS = 100;

    private final CommittedLog log;
    private final String tenantId;
    private final TenantLog tenant;
    private final Consumer<String> out;

    /** A trace of a tenant's events, reported line by line. */
    public EventTrace(CommittedLog log, String tenantId, Consumer<String> out) {
        this.log = log;
        this.tenantId = tenantId;
        this.tenant = new TenantLog(log, tenantId);
        this.out = out;
    }

    /**
     * Reports what happened.
     *
     * @param idOrKey an event id or an idempotency key
     * @param since how far back a key is looked for; ids hold their time themselves
     * @param rules all versions of all rules
     * @return whether there is such an event
     */
    public boolean report(String idOrKey, Instant since, Collection<RuleVersion> rules) {
        boolean isId = EventId.isValid(idOrKey);
        Instant from = isId ? EventId.createdAt(idOrKey).minus(SLACK) : since;
        List<Arrival> arrivals =
                arrivals(from, arrival -> isId ? arrival.eventId().equals(idOrKey) : idOrKey.equals(arrival.key()));
        if (arrivals.isEmpty() && !isId) {
            out.accept("no record of raw-events since " + from + " has the key " + idOrKey + " of " + tenantId);
            return false;
        }
        arrivals.forEach(this::arrival);
        List<Accepted> accepted = accepted(
                from, event -> isId ? event.eventId().equals(idOrKey) : idOrKey.equals(event.idempotencyKey()));
        if (accepted.isEmpty()) {
            return notAccepted(arrivals, from, idOrKey);
        }
        accepted.forEach(one -> accepted(one, arrivals, rules));
        return true;
    }

    /** A record of {@code accepted-events}. */
    private record Accepted(AcceptedEvent event, Instant at, Range partition, long offset) {}

    private List<Arrival> arrivals(Instant from, Predicate<Arrival> wanted) {
        List<Arrival> found = new ArrayList<>();
        for (RawLog raw : RawLog.values()) {
            tenant.each(raw.topic(), from, (range, record) -> {
                if (record.value() != null) {
                    Arrival arrival = arrival(record);
                    if (arrival != null && wanted.test(arrival)) {
                        found.add(arrival);
                    }
                }
            });
        }
        return found;
    }

    private @Nullable Arrival arrival(ConsumerRecord<byte[], byte[]> record) {
        String tenant = EventHeaders.text(record.headers(), EventHeaders.TENANT).orElse(null);
        String key = null;
        try {
            JsonNode event = Json.tree(record.value());
            tenant = tenant == null ? event.path("tenant_id").asText(null) : tenant;
            key = event.path("idempotency_key").asText(null);
        } catch (IOException e) {
            return null; // a dead letter, which has neither id nor key
        }
        String id = EventId.at(record.topic(), record.partition(), record.offset(), record.timestamp());
        Instant at = Instant.ofEpochMilli(record.timestamp());
        return tenantId.equals(tenant)
                ? new Arrival(
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        at,
                        id,
                        key,
                        new String(record.value(), StandardCharsets.UTF_8))
                : null;
    }

    private List<Accepted> accepted(Instant from, Predicate<AcceptedEvent> wanted) {
        List<Accepted> found = new ArrayList<>();
        tenant.each(Topics.ACCEPTED_EVENTS, from, (range, record) -> {
            if (tenant.isMine(record)) {
                AcceptedEvent event = Json.read(record.value(), AcceptedEvent.class);
                if (wanted.test(event)) {
                    found.add(new Accepted(event, Instant.ofEpochMilli(record.timestamp()), range, record.offset()));
                }
            }
        });
        return found;
    }

    private void arrival(Arrival arrival) {
        out.accept("arrived   " + arrival.at() + "  " + arrival.topic() + " partition " + arrival.partition()
                + " offset " + arrival.offset() + "  " + arrival.eventId());
        out.accept("          " + arrival.text());
        Instant before = latestBefore(arrival);
        if (before.isAfter(arrival.at().plus(OLD))) {
            out.accept("judged    by the rules in force at its record timestamp " + arrival.at()
                    + ", though the records before it in the log are of " + before
                    + ": rules and contests published since do not count it");
        }
    }

    /** The latest timestamp of the records just before, heartbeats among them. */
    private Instant latestBefore(Arrival arrival) {
        Instant latest = Instant.EPOCH;
        for (Range range : log.ranges(RawLog.of(arrival.topic()).orElseThrow().topic(), null)) {
            if (range.partition().partition() == arrival.partition()) {
                long from = Math.max(range.from(), arrival.offset() - NEIGHBOURS);
                try (PartitionReader records = log.read(new Range(range.partition(), from, arrival.offset()))) {
                    while (records.hasNext()) {
                        Instant at = Instant.ofEpochMilli(records.next().timestamp());
                        latest = at.isAfter(latest) ? at : latest;
                    }
                }
            }
        }
        return latest;
    }

    private boolean notAccepted(List<Arrival> arrivals, Instant from, String idOrKey) {
        for (Arrival arrival : arrivals) {
            List<String> reasons = deadLetter(arrival, from);
            if (!reasons.isEmpty()) {
                out.accept("verdict   refused, in " + Topics.RAW_EVENTS_DLQ.name() + ": " + String.join(", ", reasons));
                return true;
            }
            List<Accepted> first = arrival.key() == null
                    ? List.of()
                    : accepted(
                            arrival.at().minus(Duration.ofHours(25)),
                            event -> Objects.equals(event.idempotencyKey(), arrival.key())
                                    && (event.command() != null) == arrival.isCommand());
            if (!first.isEmpty()) {
                out.accept("verdict   duplicate of " + first.get(0).event().eventId() + ", which arrived at "
                        + first.get(0).at() + " with the same key");
                return true;
            }
        }
        out.accept(
                arrivals.isEmpty()
                        ? "no event " + idOrKey + " of " + tenantId
                        : "verdict   not given yet: the processors have not come to it");
        return !arrivals.isEmpty();
    }

    private List<String> deadLetter(Arrival arrival, Instant from) {
        List<String> reasons = new ArrayList<>();
        tenant.each(Topics.RAW_EVENTS_DLQ, from, (range, record) -> {
            boolean same = EventHeaders.text(record.headers(), EventHeaders.DLQ_TOPIC)
                            .filter(arrival.topic()::equals)
                            .isPresent()
                    && EventHeaders.text(record.headers(), EventHeaders.DLQ_OFFSET)
                            .filter(Long.toString(arrival.offset())::equals)
                            .isPresent()
                    && EventHeaders.text(record.headers(), EventHeaders.DLQ_PARTITION)
                            .filter(Integer.toString(arrival.partition())::equals)
                            .isPresent();
            if (same) {
                EventHeaders.text(record.headers(), EventHeaders.DLQ_REASON).ifPresent(reasons::add);
            }
        });
        return reasons;
    }

    private void accepted(Accepted accepted, List<Arrival> arrivals, Collection<RuleVersion> rules) {
        AcceptedEvent event = accepted.event();
        out.accept("verdict   accepted as the first of its key, " + event.eventId() + ", for participant "
                + event.participantId());
        arrivals.stream()
                .filter(arrival -> !arrival.eventId().equals(event.eventId()))
                .filter(arrival -> arrival.isCommand() == (event.command() != null))
                .forEach(arrival -> out.accept("          " + arrival.eventId() + " is a duplicate of it"));
        RuleBook book = new RuleBook(ProgramParser.ofPublished());
        rules.forEach(book::publish);
        History before = historyBefore(accepted, book);
        List<Explanation.Reason> reasons = Explanation.of(
                before.state(), event, accepted.at(), book.inForce(tenantId, accepted.at()), before.ledger());
        if (event.reverses() != null) {
            out.accept("reverses  what " + event.reverses() + " gave");
        }
        if (event.command() != null) {
            out.accept("command   " + Json.mapper().valueToTree(event.command()));
        } else if (reasons.isEmpty()) {
            out.accept("rules     none in force at " + accepted.at() + " looks at events of type " + event.eventType());
        }
        for (Explanation.Reason reason : reasons) {
            out.accept("rule      " + reason.kind().wireName() + " " + reason.id() + " (from " + reason.version()
                    + "): " + reason.text());
        }
        outcomes(accepted);
        new TakenBack(tenant)
                .of(event, accepted.partition(), accepted.offset(), accepted.at())
                .forEach(out);
    }

    /** The participant's history up to the event, by the same functions. */
    private History historyBefore(Accepted accepted, RuleBook book) {
        String key = RecordKeys.participant(tenantId, accepted.event().participantId());
        Range partition = log.ranges(Topics.ACCEPTED_EVENTS, null)
                .get(accepted.partition().partition().partition());
        History history = History.begin();
        try (PartitionReader records =
                log.read(new Range(partition.partition(), partition.from(), accepted.offset()))) {
            while (records.hasNext()) {
                ConsumerRecord<byte[], byte[]> record = records.next();
                if (record.value() != null
                        && record.key() != null
                        && key.equals(new String(record.key(), StandardCharsets.UTF_8))) {
                    Instant at = Instant.ofEpochMilli(record.timestamp());
                    AcceptedEvent event = Json.read(record.value(), AcceptedEvent.class);
                    history = history.after(event, at, book.inForce(tenantId, at));
                }
            }
        }
        return history;
    }

    private void outcomes(Accepted accepted) {
        int[] count = {0};
        tenant.outcomes(accepted.event().eventId(), accepted.at(), (topic, outcome) -> {
            count[0]++;
            out.accept("outcome   " + topic.name() + " " + outcome);
        });
        if (count[0] == 0) {
            out.accept("outcome   none");
        }
    }
}
