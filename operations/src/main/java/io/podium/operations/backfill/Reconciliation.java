package io.podium.operations.backfill;

import io.podium.operations.log.CommittedLog;
import io.podium.operations.log.CommittedLog.Range;
import io.podium.operations.log.PartitionReader;
import io.podium.schemas.event.AcceptedEvent;
import io.podium.schemas.json.Json;
import io.podium.schemas.key.RecordKeys;
import io.podium.schemas.topic.Topics;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What the live run made of an import, counted in {@code accepted-events} by the event ids that the
 * ledger has of its rows. */
final class Reconciliation {

    /** Clocks of brokers and of this machine may differ by so much. */
    private static final Duration SLACK = Duration.ofMinutes(2);

    private Reconciliation() {}

    static Report of(Run run, Ledger ledger, CommittedLog log) throws IOException {
        long accepted = 0;
        long twice = 0;
        BitSet rows = new BitSet();
        Instant from = Instant.ofEpochMilli(run.startedAt()).minus(SLACK);
        for (Range range : log.ranges(Topics.ACCEPTED_EVENTS, from)) {
            try (PartitionReader records = log.read(range)) {
                while (records.hasNext()) {
                    OptionalLong row = row(records.next().value(), run, ledger);
                    if (row.isPresent()) {
                        int bit = Math.toIntExact(row.getAsLong());
                        accepted++;
                        twice += rows.get(bit) ? 1 : 0;
                        rows.set(bit);
                    }
                }
            }
        }
        return new Report(
                run.source(), run.rows(), accepted, run.known(), run.sent() - accepted, run.rejected(), twice);
    }

    /** The row whose event it is: the ledger knows its key, and the id that was written under it. */
    private static OptionalLong row(byte @Nullable [] value, Run run, Ledger ledger) {
        if (value == null) {
            return OptionalLong.empty();
        }
        AcceptedEvent event = Json.read(value, AcceptedEvent.class);
        return event.idempotencyKey() == null
                ? OptionalLong.empty()
                : ledger.sent(RecordKeys.idempotency(event.tenantId(), event.idempotencyKey()))
                        .filter(sent ->
                                sent.run() == run.tag() && sent.eventId().equals(event.eventId()))
                        .map(sent -> OptionalLong.of(sent.row()))
                        .orElse(OptionalLong.empty());
    }
}
