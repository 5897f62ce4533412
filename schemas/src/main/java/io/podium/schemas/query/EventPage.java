package io.podium.schemas.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.podium.schemas.outcome.EventResults.BadgeEarned;
import io.podium.schemas.outcome.EventResults.ChallengeProgress;
import io.podium.schemas.outcome.EventResults.StreakChange;
import io.podium.schemas.outcome.EventResults.TierChange;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of what a participant's events gave, newest first.
 *
 * @param nextCursor what to ask with for the events behind these; null when there are none
 */
public record EventPage(
        String participantId,
        List<Event> events,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String nextCursor) {

    /** Most events of a page. */
    public static final int MAX_EVENTS = 200;

    public EventPage {
        events = List.copyOf(events);
    }

    /**
     * Which events are asked for.
     *
     * @param eventType only these; null for all
     * @param since only events that arrived then or later; null for all
     * @param cursor of the page before; null for the newest events
     * @param limit 1 to {@value #MAX_EVENTS}
     */
    public record Query(
            @Nullable String eventType,
            @Nullable Instant since,
            @Nullable String cursor,
            int limit) {}

    /**
     * An event and what it gave when it arrived.
     *
     * @param at when it arrived
     * @param delta by how much the balance changed
     * @param available the balance after it
     * @param tierChanged null when the tier stayed
     * @param reversed how much of it was taken back since, above 0 to 1; null for nothing
     * @param reversedBy the latest event that took something back; null for none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Event(
            String eventId,
            String eventType,
            Instant at,
            long pointsGranted,
            long delta,
            long available,
            @Nullable TierChange tierChanged,
            List<ChallengeProgress> challengeProgress,
            List<BadgeEarned> badgesEarned,
            List<StreakChange> streaks,
            List<Score> contests,
            @Nullable BigDecimal reversed,
            @Nullable String reversedBy) {}

    /** What an event scored in a contest, by the contest's method. */
    public record Score(String contestId, BigDecimal score) {}
}
