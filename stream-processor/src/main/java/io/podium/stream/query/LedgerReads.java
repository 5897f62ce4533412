package io.podium.stream.query;

import io.podium.rules.account.Lots;
import io.podium.rules.ledger.LedgerEntry;
import io.podium.schemas.event.EventId;
import io.podium.schemas.query.LedgerPage;
import io.podium.stream.store.LedgerKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;

/**
 * Pages of a participant's ledger. A page looks at no more than {@value #MAX_LOOKED_AT} entries; when it found
 * less than was asked for in so many, its cursor goes on from there.
 */
final class LedgerReads {

    private static final int MAX_LOOKED_AT = 20_000;
    private static final Instant EVER = Instant.ofEpochMilli(Long.MAX_VALUE);

    private final ReadOnlyWindowStore<String, LedgerEntry> store;
    private final String participantKey;
    private final LedgerPage.Query query;
    private final List<LedgerPage.Line> lines = new ArrayList<>();
    private Optional<Cursor> next = Optional.empty();
    private int looked;

    /**
     * Where a page begins.
     *
     * @param bucketMs start of the bucket of the entry
     * @param skipped lines of the entry that are on the page before
     */
    record Cursor(long bucketMs, String eventId, int skipped) {

        /** The cursor that a text says; empty for a text that is none. */
        static Optional<Cursor> of(String text) {
            String[] parts = text.split("\\.", -1);
            if (parts.length != 3
                    || !parts[0].matches("[0-9]{1,15}")
                    || !EventId.isValid(parts[1])
                    || !parts[2].matches("[0-9]{1,6}")) {
                return Optional.empty();
            }
            return Optional.of(new Cursor(Long.parseLong(parts[0]), parts[1], Integer.parseInt(parts[2])));
        }

        String text() {
            return bucketMs + "." + eventId + "." + skipped;
        }
    }

    private LedgerReads(ReadOnlyWindowStore<String, LedgerEntry> store, String participantKey, LedgerPage.Query query) {
        this.store = store;
        this.participantKey = participantKey;
        this.query = query;
    }

    /**
     * A page, newest first.
     *
     * @param query whose cursor, if it has one, was checked
     */
    static LedgerPage page(
            ReadOnlyWindowStore<String, LedgerEntry> store,
            String participantKey,
            String participantId,
            LedgerPage.Query query) {
        LedgerReads reads = new LedgerReads(store, participantKey, query);
        Optional<Cursor> from = Optional.ofNullable(query.cursor()).flatMap(Cursor::of);
        if (from.isPresent()) {
            Instant bucket = Instant.ofEpochMilli(from.get().bucketMs());
            reads.read(LedgerKeys.entry(participantKey, from.get().eventId()), bucket, bucket, from);
            if (reads.next.isEmpty() && from.get().bucketMs() > 0) {
                reads.read(LedgerKeys.last(participantKey), Instant.EPOCH, bucket.minusMillis(1), Optional.empty());
            }
        } else {
            reads.read(LedgerKeys.last(participantKey), Instant.EPOCH, EVER, Optional.empty());
        }
        return new LedgerPage(
                participantId, reads.lines, reads.next.map(Cursor::text).orElse(null));
    }

    private void read(String lastKey, Instant from, Instant to, Optional<Cursor> start) {
        try (KeyValueIterator<Windowed<String>, LedgerEntry> entries =
                store.backwardFetch(LedgerKeys.first(participantKey), lastKey, from, to)) {
            while (entries.hasNext() && next.isEmpty()) {
                KeyValue<Windowed<String>, LedgerEntry> entry = entries.next();
                if (LedgerKeys.isEntryOf(entry.key.key(), participantKey)) {
                    int skipped = start.filter(cursor -> cursor.eventId().equals(entry.value.eventId()))
                            .map(Cursor::skipped)
                            .orElse(0);
                    add(entry.value, entry.key.window().start(), skipped);
                } else if (++looked >= MAX_LOOKED_AT) {
                    return; // others with ids like the participant's and a bar: there is nothing to go on from
                }
            }
        }
    }

    private void add(LedgerEntry entry, long bucketMs, int skipped) {
        if (lines.size() >= query.limit() || ++looked > MAX_LOOKED_AT) {
            next = Optional.of(new Cursor(bucketMs, entry.eventId(), skipped));
            return;
        } else if (query.since() != null && entry.at().isBefore(query.since())) {
            return;
        }
        List<LedgerEntry.Line> all = entry.parts().lines();
        long available = entry.available();
        for (int i = 0; i < all.size(); i++) {
            LedgerEntry.Line line = all.get(all.size() - 1 - i);
            long after = available;
            available -= line.delta();
            if (i < skipped) {
                continue;
            } else if (query.kind() != null && query.kind() != line.kind()) {
                continue;
            } else if (lines.size() >= query.limit()) {
                next = Optional.of(new Cursor(bucketMs, entry.eventId(), i));
                return;
            }
            lines.add(shown(entry, line, after));
        }
    }

    private static LedgerPage.Line shown(LedgerEntry entry, LedgerEntry.Line line, long available) {
        return new LedgerPage.Line(
                entry.eventId() + ":" + line.name(),
                entry.eventId(),
                entry.eventType(),
                entry.at(),
                line.kind(),
                line.ruleId(),
                line.points(),
                line.delta(),
                available,
                line.reason(),
                line.memo(),
                line.expiryDay() == null ? null : Lots.startOf(line.expiryDay()),
                entry.reversedBy());
    }
}
