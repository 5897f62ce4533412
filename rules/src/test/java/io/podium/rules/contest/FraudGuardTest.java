package io.podium.rules.contest;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.rules.program.FraudRules;
import io.podium.rules.program.FraudRules.OnExceed;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class FraudGuardTest {

    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;

    private ScoreVelocity conduct = ScoreVelocity.NONE;

    @Test
    void scores_within_a_minutes_bound_count_and_the_one_that_exceeds_it_is_dropped() {
        FraudRules rules = new FraudRules(BigDecimal.valueOf(100), null, null, OnExceed.DROP);
        assertThat(judge(rules, HOUR, 60, 0).counts()).isTrue();
        assertThat(judge(rules, HOUR + MINUTE - 1, 40, 0).counts())
                .as("exactly the bound")
                .isTrue();
        FraudGuard.FraudDecision over = judge(rules, HOUR + MINUTE - 1, 1, 0);
        assertThat(over.counts()).isFalse();
        assertThat(over.notes()).containsExactly("fraud_drop: max_score_per_minute");
        assertThat(over.conduct().held()).isZero();
        assertThat(judge(rules, HOUR + MINUTE, 100, 0).counts())
                .as("a new minute")
                .isTrue();
    }

    @Test
    void what_was_dropped_does_not_use_the_bound_up() {
        FraudRules rules = new FraudRules(BigDecimal.valueOf(100), null, null, OnExceed.DROP);
        assertThat(judge(rules, HOUR, 500, 0).counts()).isFalse();
        assertThat(judge(rules, HOUR, 100, 0).counts()).isTrue();
    }

    @Test
    void held_scores_are_kept_apart_in_sum() {
        FraudRules rules = new FraudRules(null, BigDecimal.TEN, null, OnExceed.HOLD);
        assertThat(judge(rules, HOUR, 20, 0).counts()).isFalse();
        assertThat(judge(rules, HOUR, 30, 0).notes()).containsExactly("fraud_hold: max_score_per_hour");
        assertThat(conduct.held()).isEqualByComparingTo("50");
        assertThat(conduct.hourScore()).isZero();
    }

    @Test
    void flagged_scores_count_and_are_reported_until_the_hour_is_over() {
        FraudRules rules = new FraudRules(null, BigDecimal.TEN, null, OnExceed.FLAG);
        assertThat(judge(rules, HOUR, 20, 0).counts()).isTrue();
        assertThat(judge(rules, HOUR, 1, 0).notes()).containsExactly("fraud_flag: max_score_per_hour");
        assertThat(judge(rules, 2 * HOUR, 10, 0).notes()).isEmpty();
    }

    @Test
    void ranks_climbed_add_up_over_the_hour() {
        FraudRules rules = new FraudRules(null, null, 3L, OnExceed.DROP);
        assertThat(judge(rules, HOUR, 1, 2).counts()).isTrue();
        assertThat(judge(rules, HOUR, 1, 2).notes()).containsExactly("fraud_drop: max_rank_jump_per_hour");
        assertThat(judge(rules, HOUR, 1, 1).counts()).isTrue();
        assertThat(judge(rules, HOUR, 1, 0).counts())
                .as("no climb is never too far")
                .isTrue();
    }

    @Test
    void a_score_that_loses_is_never_too_fast_and_a_late_one_counts_in_the_latest_minute() {
        FraudRules rules = new FraudRules(BigDecimal.TEN, null, null, OnExceed.DROP);
        assertThat(judge(rules, HOUR, 10, 0).counts()).isTrue();
        assertThat(judge(rules, HOUR, -5, 0).counts()).isTrue();
        assertThat(judge(rules, HOUR - 5 * MINUTE, 1, 0).counts()).isFalse();
    }

    @Test
    void all_bounds_that_are_exceeded_are_reported() {
        FraudRules rules = new FraudRules(BigDecimal.ONE, BigDecimal.ONE, 1L, OnExceed.FLAG);
        assertThat(judge(rules, HOUR, 2, 2).notes()).hasSize(3);
    }

    private FraudGuard.FraudDecision judge(FraudRules rules, long at, int gain, long climb) {
        FraudGuard.FraudDecision ruling = FraudGuard.judge(rules, conduct, at, BigDecimal.valueOf(gain), climb);
        conduct = ruling.conduct();
        return ruling;
    }
}
