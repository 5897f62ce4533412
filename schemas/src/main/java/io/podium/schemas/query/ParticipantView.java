package io.podium.schemas.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.podium.schemas.profile.Profile;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A participant as a client draws it: with labels, targets and what comes next, by the rules in force.
 *
 * @param tier null where there is no ladder
 * @param badges in the order earned
 * @param streaks those in force of which something was done
 * @param challenges those in force that were begun, then those that are open to everybody; at most
 *     {@value #MAX_CHALLENGES}
 * @param profile for those whose business it is; null for others
 * @param staleBy how many changes a standby that answers for an absent owner is behind; null from the owner itself
 */
public record ParticipantView(
        String participantId,
        PointsReport points,
        @Nullable Tier tier,
        List<Badge> badges,
        List<Streak> streaks,
        List<Challenge> challenges,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Profile profile,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long staleBy) {

    /** Most challenges that are shown. */
    public static final int MAX_CHALLENGES = 200;

    public ParticipantView {
        badges = List.copyOf(badges);
        streaks = List.copyOf(streaks);
        challenges = List.copyOf(challenges);
    }

    /** The same view as a standby knows it. */
    public ParticipantView staleBy(long changes) {
        return new ParticipantView(participantId, points, tier, badges, streaks, challenges, profile, changes);
    }

    /**
     * Where the participant stands on the ladder.
     *
     * @param tierId the one that was reached, or a higher one that the points reach by now; null before the first step
     * @param label null before the first step, and of a step that is on the ladder no more
     * @param next null at the top
     */
    public record Tier(
            @Nullable String tierId,
            @Nullable String label,
            @Nullable NextTier next) {}

    /**
     * The next step.
     *
     * @param pointsRequired lifetime points at which it is reached
     * @param pointsRemaining lifetime points until then, above 0
     * @param progressPercent of the way from the step before, 0 to 99, rounded down
     */
    public record NextTier(
            String tierId, String label, long pointsRequired, long pointsRemaining, int progressPercent) {}

    /**
     * A badge that was earned.
     *
     * @param label null where no badge of that id is in force
     * @param rarity null where the author said none
     */
    public record Badge(
            String badgeId,
            @Nullable String label,
            @Nullable String rarity) {}

    /**
     * A streak as it stands now: one that has lapsed has length 0.
     *
     * @param length in periods
     * @param previousLength of one that has lapsed: how long it was; else null
     * @param lastPeriod day, week or month of the latest action, in ISO form
     * @param active whether an action now would continue it
     * @param atRisk whether it breaks unless something is done within this period and its grace
     * @param breaksAt when it breaks if nothing is done; null where it has, or in more than ten years
     * @param freezes in stock, of which whole ones can be used
     */
    public record Streak(
            String streakId,
            String label,
            long length,
            @Nullable Long previousLength,
            long longest,
            String lastPeriod,
            boolean active,
            boolean atRisk,
            @Nullable Instant breaksAt,
            BigDecimal freezes) {}

    /**
     * A challenge.
     *
     * @param endsAt of the participation, or else of the challenge; null for never
     * @param progressPercent the mean of the percents of its objectives, of as many of the furthest as are needed, 0 to
     *     100, rounded down; 100 only when it is completed
     */
    public record Challenge(
            String challengeId,
            String title,
            @Nullable Instant endsAt,
            boolean completed,
            int progressPercent,
            List<Objective> objectives) {
        public Challenge {
            objectives = List.copyOf(objectives);
        }
    }

    /**
     * An objective.
     *
     * @param progress in its unit
     * @param locked whether another one has to be completed first
     */
    public record Objective(
            String objectiveId,
            String label,
            BigDecimal progress,
            BigDecimal target,
            boolean completed,
            boolean locked) {}
}
