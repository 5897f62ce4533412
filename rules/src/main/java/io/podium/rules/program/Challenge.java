package io.podium.rules.program;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.JsonNode;
import io.podium.rules.condition.Condition;
import io.podium.rules.period.FreeDays;
import io.podium.rules.streak.StreakTerms;
import io.podium.schemas.profile.Profile;
import io.podium.schemas.rule.RuleKind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Objectives to complete, each worth a reward of its own, and one for all. A participation lasts for the challenge's
 * fixed window, for a number of days from its start, or for ever.
 *
 * @param windowDays length of a participation in days of 24 hours; null where the window is fixed or open
 * @param startsAt first instant (by the event's {@code occurred_at}) that counts; null for always
 * @param endsAt first instant that counts no more; null for never
 * @param enrolment whether participants must enrol; automatic when the author said nothing
 * @param maxFuture how long after its arrival an event may say that it happened; what says more counts as of its
 *     arrival; 24 hours when the author said nothing
 * @param timezone in which the days of streaks begin and end; UTC when the author said none
 * @param defaultTimezone of participants without one, where it is theirs that counts; UTC when the author said none
 * @param dayStartsAt when a day begins; null for midnight or, where it is theirs that counts, for the participant's
 * @param repeat whether a further participation can follow; never when the author said nothing
 * @param maxRepeats most further participations; null for no bound
 * @param milestones rewards for numbers of completed objectives
 * @param completion how many objectives complete the challenge; null for all
 * @param reward for completing the challenge; null for none
 */
public record Challenge(
        String id,
        String title,
        @Nullable Integer windowDays,
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        Enrolment enrolment,
        Duration maxFuture,
        DayZone timezone,
        ZoneId defaultTimezone,
        @Nullable LocalTime dayStartsAt,
        Repeat repeat,
        @Nullable Integer maxRepeats,
        List<Objective> objectives,
        List<Milestone> milestones,
        Completion completion,
        @Nullable Reward reward)
        implements Program.Evaluated {

    /** The event by which participants enrol; its attribute {@value #CHALLENGE_ID} names the challenge. */
    public static final String ENROLLED = "challenge_enrolled";

    /** Attribute of {@value #ENROLLED}. */
    public static final String CHALLENGE_ID = "challenge_id";

    public Challenge {
        enrolment = enrolment == null ? Enrolment.AUTOMATIC : enrolment;
        maxFuture = maxFuture == null ? DEFAULT_MAX_FUTURE : maxFuture;
        timezone = timezone == null ? DayZone.UTC : timezone;
        defaultTimezone = defaultTimezone == null ? timezone.fixedOrUtc() : defaultTimezone;
        repeat = repeat == null ? Repeat.NEVER : repeat;
        objectives = List.copyOf(objectives);
        milestones = milestones == null ? List.of() : List.copyOf(milestones);
        completion = completion == null ? Completion.ALL : completion;
    }

    @Override
    public RuleKind kind() {
        return RuleKind.CHALLENGE;
    }

    /** How the days of streaks are counted for a participant. */
    public StreakTerms days(Profile profile, FreeDays free) {
        return new DayTerms(timezone, defaultTimezone, dayStartsAt).of(StreakTerms.PLAIN_DAYS, profile, free);
    }

    /** Whether an action at this instant lies in the fixed window; true where there is none. */
    public boolean isOpenAt(Instant occurredAt) {
        return (startsAt == null || !occurredAt.isBefore(startsAt)) && (endsAt == null || occurredAt.isBefore(endsAt));
    }

    /** Whether a participation begun at one instant is over at another. */
    public boolean isOver(Instant begunAt, Instant occurredAt) {
        return windowDays != null && !occurredAt.isBefore(endOf(begunAt));
    }

    /** Whether a participation has a beginning that matters. */
    public boolean hasBeginning() {
        return windowDays != null || enrolment == Enrolment.EXPLICIT;
    }

    /** Where a participation begun at one instant ends; null for never. */
    public @Nullable Instant endOf(Instant begunAt) {
        return windowDays == null ? null : begunAt.plus(Duration.ofHours(24L * windowDays));
    }

    /** Whether so many further participations leave room for one more. */
    public boolean mayRepeat(long repeats) {
        return repeat != Repeat.NEVER && (maxRepeats == null || repeats < maxRepeats);
    }

    /** How many completed objectives complete the challenge. */
    public int needed() {
        return completion.count() == null ? objectives.size() : completion.count();
    }

    /** How one comes to take part. */
    public enum Enrolment {
        /** By the first event that counts. */
        AUTOMATIC,
        /** By the event {@value Challenge#ENROLLED}. */
        EXPLICIT
    }

    /** When a participant may begin anew; progress and rewards begin anew, too. */
    public enum Repeat {
        NEVER,
        /** When the window of {@code window_days} is over, whether or not the challenge was completed. */
        AFTER_WINDOW,
        /** When the challenge was completed. */
        AFTER_COMPLETION
    }

    /**
     * {@code all}, or a number of objectives.
     *
     * @param count null for all
     */
    public record Completion(@Nullable Integer count) {
        static final Completion ALL = new Completion(null);

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Completion of(JsonNode node) {
            return node.isNumber() ? new Completion(node.decimalValue().intValueExact()) : ALL;
        }
    }

    /** How an objective measures progress. */
    public enum Evaluator {
        /** One matching event completes it. */
        COMPLETION,
        /** Each matching event counts one. */
        COUNT,
        /** The attribute adds up. */
        SUM,
        /** Each value of the attribute counts one. */
        DISTINCT,
        /** The longest row of days with a matching event. */
        STREAK
    }

    /**
     * One thing to do.
     *
     * @param match null matches every event of the type
     * @param when null for no condition
     * @param target progress at which it is complete, above 0; 1 when the author said none
     * @param attribute that is summed or whose values are counted; null for the other evaluators
     * @param prerequisiteObjectiveIds objectives that must be complete before progress counts; until then it is
     *     banked
     * @param reward null for none
     */
    public record Objective(
            String id,
            String label,
            Evaluator evaluator,
            String eventType,
            Match match,
            @Nullable Condition when,
            BigDecimal target,
            @Nullable String attribute,
            List<String> prerequisiteObjectiveIds,
            @Nullable Reward reward) {
        public Objective {
            match = match == null ? Match.ALL : match;
            target = target == null ? BigDecimal.ONE : target;
            prerequisiteObjectiveIds =
                    prerequisiteObjectiveIds == null ? List.of() : List.copyOf(prerequisiteObjectiveIds);
        }
    }
}
