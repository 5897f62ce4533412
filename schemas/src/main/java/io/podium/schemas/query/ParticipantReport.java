package io.podium.schemas.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.podium.schemas.profile.Profile;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A participant's state as the reads show it.
 *
 * @param tier id of the tier reached; null for none
 * @param badges ids, in the order earned
 * @param points as they can be spent
 * @param profile the participant as a person; null where nothing is known
 * @param staleBy how many changes a standby that answers for an absent owner is behind; null from the owner itself
 */
public record ParticipantReport(
        String participantId,
        long lifetimePoints,
        @Nullable String tier,
        List<String> badges,
        List<ChallengeReport> challenges,
        List<StreakReport> streaks,
        PointsReport points,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Profile profile,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long staleBy) {
    public ParticipantReport {
        badges = List.copyOf(badges);
        challenges = List.copyOf(challenges);
        streaks = streaks == null ? List.of() : List.copyOf(streaks);
        points = points == null ? PointsReport.NONE : points;
    }

    /** The same report as a standby knows it. */
    public ParticipantReport staleBy(long changes) {
        return new ParticipantReport(
                participantId, lifetimePoints, tier, badges, challenges, streaks, points, profile, changes);
    }

    /** The same report for those whom the participant as a person is no business of. */
    public ParticipantReport withoutProfile() {
        return new ParticipantReport(
                participantId, lifetimePoints, tier, badges, challenges, streaks, points, null, staleBy);
    }

    /**
     * One streak, as it stands when it is asked for: one that has lapsed is reported as such.
     *
     * @param length in periods; 0 when it has lapsed
     * @param lastPeriod day, week or month of the latest action, in ISO form (2026-04-30, 2026-W18, 2026-04)
     * @param active whether an action now would continue it; null where its rule is not in force
     * @param previousLength of one that has lapsed: how long it was; else null
     * @param freezes in stock, of which whole ones can be used; null where its rule is not in force
     * @param grantedFreezes those of them that were granted, which can be spent by hand
     */
    public record StreakReport(
            String streakId,
            long length,
            long longest,
            String lastPeriod,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Boolean active,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long previousLength,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            BigDecimal freezes,

            @JsonInclude(JsonInclude.Include.NON_DEFAULT) long grantedFreezes) {}

    /** One challenge that the participant made progress in. */
    public record ChallengeReport(String challengeId, boolean completed, List<ObjectiveReport> objectives) {
        public ChallengeReport {
            objectives = List.copyOf(objectives);
        }
    }

    /** Progress of one objective, in its unit. */
    public record ObjectiveReport(String objectiveId, BigDecimal progress, boolean completed) {}
}
