package io.podium.rules.contest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranks are read page by page of 500, and at the edge of a page none is lost or comes twice. */
class FinalRanksTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 499, 500, 501, 1_000})
    void each_participant_has_one_rank_and_the_first_win(int participants) {
        Cup cup = new Cup("prize_structure: [{ rank_from: 1, rank_to: 501, reward: { type: points, value: 10 } }]");
        for (int i = 0; i < participants; i++) {
            cup.score("p" + i, 10_000 - i, 0);
        }
        FinalRanks ranks = new FinalRanks(cup.contests, cup.complete());
        List<FinalRank> all = new ArrayList<>();
        ranks.forEachRemaining(all::add);
        assertThat(all).hasSize(participants);
        for (int i = 0; i < participants; i++) {
            FinalRank rank = all.get(i);
            assertThat(rank.rank()).isEqualTo(i + 1);
            assertThat(rank.standing().participantId()).isEqualTo("p" + i);
            assertThat(rank.share().prize().isPresent())
                    .as("prize of rank %s", i + 1)
                    .isEqualTo(i < 501);
        }
        assertThatThrownBy(ranks::next)
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("expected a rank after " + participants + ", but there is none");
    }
}
