package io.podium.stream.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.rules.contest.Standing;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RankIndexTest {

    private record Operation(boolean adds, Standing standing) {}

    @Provide
    Arbitrary<List<Operation>> operations() {
        Arbitrary<Standing> standings = Combinators.combine(
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.longs().between(0, 60))
                .as(RankIndexTest::standing);
        return Combinators.combine(
                        Arbitraries.frequency(net.jqwik.api.Tuple.of(3, true), net.jqwik.api.Tuple.of(2, false)),
                        standings)
                .as(Operation::new)
                .list()
                .ofMaxSize(1_500);
    }

    @Property(tries = 100)
    void it_is_a_sorted_set_that_knows_positions(@ForAll("operations") List<Operation> operations) {
        RankIndex index = new RankIndex();
        TreeSet<Standing> model = new TreeSet<>();
        for (Operation operation : operations) {
            if (operation.adds()) {
                boolean isNew = model.add(operation.standing());
                long rank = model.headSet(operation.standing()).size() + 1L;
                assertThat(index.add(operation.standing())).isEqualTo(isNew ? rank : 0);
            } else {
                long rank = model.headSet(operation.standing()).size() + 1L;
                assertThat(index.remove(operation.standing())).isEqualTo(model.remove(operation.standing()) ? rank : 0);
            }
            assertThat(index.rank(operation.standing()))
                    .isEqualTo(model.headSet(operation.standing()).size() + 1L);
        }
        agree(index, model);
    }

    @Test
    void many_standings_added_in_order_in_reverse_and_taken_out_again() {
        RankIndex index = new RankIndex();
        TreeSet<Standing> model = new TreeSet<>();
        for (int i = 0; i < 20_000; i++) {
            Standing up = standing(i, i);
            Standing down = standing(-i, 1_000_000 + i);
            index.add(up);
            model.add(up);
            index.add(down);
            model.add(down);
        }
        agree(index, model);
        for (int i = 0; i < 20_000; i += 1) {
            Standing up = standing(i, i);
            assertThat(index.remove(up)).isPositive();
            model.remove(up);
        }
        agree(index, model);
        model.forEach(index::remove);
        assertThat(index.size()).isZero();
        assertThat(index.add(standing(1, 1))).isEqualTo(1);
        assertThat(index.rank(standing(1, 1))).isEqualTo(1);
    }

    private static void agree(RankIndex index, SortedSet<Standing> model) {
        List<Standing> all = new ArrayList<>(model);
        assertThat(index.size()).isEqualTo(all.size());
        assertThat(index.from(1, Integer.MAX_VALUE)).isEqualTo(all);
        for (int rank = 1; rank <= all.size(); rank += 97) {
            assertThat(index.rank(all.get(rank - 1))).isEqualTo(rank);
            assertThat(index.from(rank, 3)).isEqualTo(all.subList(rank - 1, Math.min(all.size(), rank + 2)));
        }
    }

    private static Standing standing(int score, long reachedAt) {
        return new Standing("p" + reachedAt, BigDecimal.valueOf(score), reachedAt, null);
    }
}
