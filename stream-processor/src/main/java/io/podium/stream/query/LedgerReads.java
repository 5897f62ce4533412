package io.podium.stream.query;

import io.podium.rules.account.Lots;
import io.podium.rules.ledger.LedgerEntry;
import io.podium.schemas.query.LedgerPage;
import io.podium.stream.ledger.LedgerReader;
import io.podium.stream.ledger.LedgerValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Pages of a participant's ledger. A page looks at no more than {@value #MAX_LOOKED_AT} entries; when it found
 * less than was asked for in so many, its cursor goes on from there.
 */
final class LedgerReads {

    /** Entries that a page of anything in the ledger looks at. */
    static final int MAX_LOOKED_AT = 20_000;

    private final LedgerReader reader;
    private final LedgerPage.Query query;
    private final List<LedgerPage.Line> lines = new ArrayList<>();
    private Optional<Cursor> next = Optional.empty();

    /**
     * Where a page begins.
     *
     * @param number of the event in the index
     * @param skipped lines of the event that are on the page before
     */
    record Cursor(long number, int skipped) {

        /** The cursor that a text says; empty for a text that is none. */
        static Optional<Cursor> of(String text) {
            String[] parts = text.split("\\.", -1);
            if (parts.length != 2 || !parts[0].matches("[0-9]{1,15}") || !parts[1].matches("[0-9]{1,6}")) {
                return Optional.empty();
            }
            return Optional.of(new Cursor(Long.parseLong(parts[0]), Integer.parseInt(parts[1])));
        }

        String text() {
            return number + "." + skipped;
        }
    }

    private LedgerReads(LedgerReader reader, LedgerPage.Query query) {
        this.reader = reader;
        this.query = query;
    }

    /**
     * A page, newest first.
     *
     * @param query whose cursor, if it has one, was checked
     */
    static LedgerPage page(LedgerReader reader, String participantId, LedgerPage.Query query) {
        LedgerReads reads = new LedgerReads(reader, query);
        Optional<Cursor> from = Optional.ofNullable(query.cursor()).flatMap(Cursor::of);
        reads.read(
                from.map(cursor -> cursor.number() + 1).orElse(Long.MAX_VALUE),
                from.map(Cursor::skipped).orElse(0));
        return new LedgerPage(
                participantId, reads.lines, reads.next.map(Cursor::text).orElse(null));
    }

    private void read(long below, int skippedOfTheFirst) {
        LedgerReader.Walk events = reader.newestFirst(below);
        int skipped = skippedOfTheFirst;
        int looked = 0;
        for (Optional<String> event = events.next(); event.isPresent(); event = events.next()) {
            if (lines.size() >= query.limit() || ++looked > MAX_LOOKED_AT) {
                next = Optional.of(new Cursor(events.number(), skipped));
                return;
            }
            Optional<LedgerEntry> entry = reader.entry(event.get()).map(LedgerValue.Kept::entry);
            if (entry.isPresent() && query.since() != null && entry.get().at().isBefore(query.since())) {
                continue;
            } else if (entry.isPresent() && !add(entry.get(), events.number(), skipped)) {
                return;
            }
            skipped = 0;
        }
    }

    /** Whether there was room for all lines of the entry. */
    private boolean add(LedgerEntry entry, long number, int skipped) {
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
                next = Optional.of(new Cursor(number, i));
                return false;
            }
            lines.add(shown(entry, line, after));
        }
        return true;
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
