package io.podium.rules.contest;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who is erased leaves an open contest, and leaves a completed one a rank that is nobody's. */
class ErasedStandingsTest {

    private final Cup cup = new Cup("fraud_rules: { max_score_per_minute: 1000, on_exceed: drop }");

    private List<String> ranks() {
        return cup.contests.ranked(Cup.KEY).stream()
                .map(Standing::participantId)
                .toList();
    }

    @Test
    void an_open_contest_loses_the_row_and_what_is_known_of_speed() {
        cup.score("ann", 5, 1);
        cup.score("bob", 9, 2);
        cup.score("cy", 7, 3);
        ScoreResult result = cup.erase("bob").get(0);
        assertThat(ranks()).containsExactly("cy", "ann");
        assertThat(result.delta()).isEqualByComparingTo("-9");
        assertThat(result.newRank()).isNull();
        assertThat(result.decision().notes()).containsExactly("participant_erased");
        assertThat(cup.contests.conduct(Cup.KEY, "bob")).isEmpty();
        assertThat(cup.score("bob", 1, 4).newRank()).as("somebody new").isEqualTo(3);
    }

    @Test
    void the_rules_do_not_matter_and_other_contests_are_left_by_too() {
        cup.score("bob", 9, 1);
        cup.contests.place("t|older", Optional.empty(), new Standing("bob", BigDecimal.ONE, 0, null));
        cup.contests.place("other|cup", Optional.empty(), new Standing("bob", BigDecimal.ONE, 0, null));
        assertThat(cup.erase("bob")).hasSize(2).allMatch(result -> result.after()
                .isEmpty());
        assertThat(cup.contests.ranked("other|cup")).as("another tenant's").hasSize(1);
    }

    @Test
    void ranks_that_are_final_stay_under_a_name_that_nobody_has() {
        cup.score("ann", 5, 1);
        cup.score("erased_3", 4, 2);
        cup.score("bob", 9, 3);
        cup.complete();
        assertThat(cup.offset()).isEqualTo(3);
        cup.erase("bob");
        assertThat(ranks()).containsExactly("erased_3_", "ann", "erased_3");
        assertThat(cup.contests.ranked(Cup.KEY).get(0).score()).isEqualByComparingTo("9");
        cup.erase("bob");
        assertThat(ranks()).as("once").hasSize(3);
    }

    @Test
    void who_never_was_in_it_changes_nothing() {
        cup.score("ann", 5, 1);
        String before = cup.kept();
        assertThat(cup.erase("bob")).isEmpty();
        assertThat(cup.kept()).isEqualTo(before);
    }
}
