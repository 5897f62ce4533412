package io.podium.stream.query;

import io.podium.rules.ledger.LedgerEntry;
import io.podium.schemas.outcome.EventResults;
import io.podium.schemas.query.EventPage;
import io.podium.stream.ledger.LedgerReader;
import io.podium.stream.ledger.LedgerValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Pages of what a participant's events gave. When a page found less than was asked for in as many entries as one may
 * look at, see {@link LedgerReads#MAX_LOOKED_AT}, its cursor goes on from there.
 */
final class EventReads {

    private EventReads() {}

    /**
     * A page, newest first.
     *
     * @param query whose cursor, if it has one, was checked: how many older entries there are
     */
    static EventPage page(LedgerReader reader, String participantId, EventPage.Query query) {
        List<EventPage.Event> events = new ArrayList<>();
        LedgerReader.Walk walk =
                reader.newestFirst(query.cursor() == null ? Long.MAX_VALUE : Long.parseLong(query.cursor()));
        int looked = 0;
        for (Optional<String> eventId = walk.next(); eventId.isPresent(); eventId = walk.next()) {
            if (events.size() >= query.limit() || ++looked > LedgerReads.MAX_LOOKED_AT) {
                return new EventPage(participantId, events, Long.toString(walk.number() + 1));
            }
            reader.entry(eventId.get())
                    .filter(kept -> isAskedFor(kept.entry(), query))
                    .flatMap(EventReads::event)
                    .filter(EventReads::gaveSomething)
                    .ifPresent(events::add);
        }
        return new EventPage(participantId, events, null);
    }

    private static boolean isAskedFor(LedgerEntry entry, EventPage.Query query) {
        return (query.eventType() == null || query.eventType().equals(entry.eventType()))
                && (query.since() == null || !entry.at().isBefore(query.since()));
    }

    /** Empty for what ended by itself, which is no event. */
    private static Optional<EventPage.Event> event(LedgerValue.Kept kept) {
        return kept.result() == null
                ? Optional.empty()
                : Optional.of(event(kept.entry(), kept.result().results()));
    }

    /** The ledger has more: a value that an objective had counted before stays when its other event is taken back. */
    private static boolean gaveSomething(EventPage.Event event) {
        return event.pointsGranted() != 0
                || event.delta() != 0
                || event.tierChanged() != null
                || !event.challengeProgress().isEmpty()
                || !event.badgesEarned().isEmpty()
                || !event.streaks().isEmpty()
                || !event.contests().isEmpty();
    }

    private static EventPage.Event event(LedgerEntry entry, EventResults results) {
        LedgerEntry.Parts parts = entry.parts();
        return new EventPage.Event(
                entry.eventId(),
                entry.eventType(),
                entry.at(),
                results.pointsGranted(),
                parts.lines().stream().mapToLong(LedgerEntry.Line::delta).sum(),
                entry.available(),
                results.tierChanged(),
                results.challengeProgress(),
                results.badgesEarned(),
                results.streaks(),
                parts.contests().stream()
                        .map(part -> new EventPage.Score(part.contestId(), part.score()))
                        .toList(),
                entry.reversedBy() == null ? null : entry.reversed(),
                entry.reversedBy());
    }
}
