package io.podium.operations.backfill;

import io.podium.operations.log.CommittedLog;
import io.podium.operations.log.CommittedLog.Range;
import io.podium.operations.log.PartitionReader;
import io.podium.schemas.command.Command;
import io.podium.schemas.event.AcceptedEvent;
import io.podium.schemas.json.Json;
import io.podium.schemas.key.RecordKeys;
import io.podium.schemas.topic.Topics;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.OptionalLong;

/** What the live run made of an import, counted in {@code accepted-events} by the ids that the ledger has. */
final class Reconciliation {

    /** Clocks of brokers and of this machine may differ by so much. */
    private static final Duration SLACK = Duration.ofMinutes(2);

    private Reconciliation() {}

    static Report of(RowKind kind, Run run, Ledger ledger, CommittedLog log) throws IOException {
        long accepted = 0;
        long twice = 0;
        long points = 0;
        BitSet rows = new BitSet();
        Instant from = Instant.ofEpochMilli(run.startedAt()).minus(SLACK);
        for (Range range : log.ranges(Topics.ACCEPTED_EVENTS, from)) {
            try (PartitionReader records = log.read(range)) {
                while (records.hasNext()) {
                    byte[] value = records.next().value();
                    if (value == null) {
                        continue;
                    }
                    AcceptedEvent event = Json.read(value, AcceptedEvent.class);
                    OptionalLong row = row(event, run, ledger);
                    if (row.isPresent()) {
                        int bit = Math.toIntExact(row.getAsLong());
                        accepted++;
                        points += event.command() instanceof Command.Grant grant ? grant.amount() : 0;
                        twice += rows.get(bit) ? 1 : 0;
                        rows.set(bit);
                    }
                }
            }
        }
        return new Report(
                kind,
                run.source(),
                run.rows(),
                accepted,
                run.known(),
                run.sent() - accepted,
                run.rejected(),
                twice,
                points);
    }

    /** The row whose event it is: the ledger knows its key, and the id that was written under it. */
    private static OptionalLong row(AcceptedEvent event, Run run, Ledger ledger) {
        if (event.idempotencyKey() == null) {
            return OptionalLong.empty();
        }
        String key = event.command() == null
                ? RecordKeys.idempotency(event.tenantId(), event.idempotencyKey())
                : RecordKeys.command(event.tenantId(), event.idempotencyKey());
        return ledger.sent(key)
                .filter(sent -> sent.run() == run.tag() && sent.eventId().equals(event.eventId()))
                .map(sent -> OptionalLong.of(sent.row()))
                .orElse(OptionalLong.empty());
    }
}
