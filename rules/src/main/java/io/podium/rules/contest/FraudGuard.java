package io.podium.rules.contest;

import io.podium.rules.note.Note;
import io.podium.rules.program.FraudRules;
import io.podium.rules.program.FraudRules.OnExceed;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides whether a score is faster than a contest's fraud rules allow, and what becomes of it. Pure. */
final class FraudGuard {
    private FraudGuard() {}

    /**
     * What became of a score.
     *
     * @param counts whether it becomes part of the standing
     * @param conduct of the participant after it
     * @param notes which rules were exceeded; empty when none
     */
    record FraudDecision(boolean counts, ScoreVelocity conduct, List<String> notes) {}

    /**
     * Judges one score.
     *
     * @param gain by how much the participant's score would grow
     * @param climb how many ranks the participant would climb; 0 for a first score
     */
    static FraudDecision judge(FraudRules rules, ScoreVelocity before, long arrivedAtMs, BigDecimal gain, long climb) {
        ScoreVelocity now = before.at(arrivedAtMs);
        BigDecimal grown = gain.max(BigDecimal.ZERO);
        ScoreVelocity after = now.plus(grown, Math.max(0, climb));
        List<String> notes = exceeded(rules, after, grown, climb);
        if (notes.isEmpty() || rules.onExceed() == OnExceed.FLAG) {
            return new FraudDecision(true, after, notes);
        }
        return new FraudDecision(false, rules.onExceed() == OnExceed.HOLD ? now.holding(grown) : now, notes);
    }

    /** A score that gains nothing is never too fast, and neither is one that climbs nothing. */
    private static List<String> exceeded(FraudRules rules, ScoreVelocity after, BigDecimal gain, long climb) {
        List<String> notes = new ArrayList<>();
        if (gain.signum() > 0 && isAbove(after.minuteScore(), rules.maxScorePerMinute())) {
            notes.add(note(rules, "max_score_per_minute"));
        }
        if (gain.signum() > 0 && isAbove(after.hourScore(), rules.maxScorePerHour())) {
            notes.add(note(rules, "max_score_per_hour"));
        }
        if (climb > 0 && rules.maxRankJumpPerHour() != null && after.hourClimb() > rules.maxRankJumpPerHour()) {
            notes.add(note(rules, "max_rank_jump_per_hour"));
        }
        return notes;
    }

    private static boolean isAbove(BigDecimal score, @Nullable BigDecimal bound) {
        return bound != null && score.compareTo(bound) > 0;
    }

    private static String note(FraudRules rules, String rule) {
        return switch (rules.onExceed()) {
            case FLAG -> Note.FRAUD_FLAG.of(rule);
            case HOLD -> Note.FRAUD_HOLD.of(rule);
            case DROP -> Note.FRAUD_DROP.of(rule);
        };
    }
}
