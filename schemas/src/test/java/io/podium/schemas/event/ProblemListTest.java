package io.podium.schemas.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProblemListTest {

    @Test
    void as_many_as_the_bound_are_kept_whole_and_one_more_is_counted() {
        assertThat(list(20).list()).hasSize(20).noneMatch(problem -> problem.code()
                .equals("more_problems"));
        List<Problem> counted = list(21).list();
        assertThat(counted).hasSize(20);
        assertThat(counted.get(19)).isEqualTo(new Problem("", "more_problems", "2 more like these"));
    }

    @Test
    void what_was_counted_before_is_counted_again_and_not_as_one() {
        ProblemList all = list(10);
        all.addAll(list(1_000).list());
        assertThat(all.list().get(19).message()).isEqualTo((1_010 - 19) + " more like these");
        assertThat(Problem.atMost(5, all.list()).get(4).message()).isEqualTo((1_010 - 4) + " more like these");
    }

    @Test
    void paths_and_messages_are_clipped_and_never_within_a_character() {
        Problem problem = new Problem("😀".repeat(200), "c", "m".repeat(5_000));
        assertThat(problem.path()).hasSizeLessThanOrEqualTo(255).endsWith("😀…");
        assertThat(problem.message()).hasSize(1_000);
    }

    private static ProblemList list(int count) {
        ProblemList list = new ProblemList();
        IntStream.range(0, count).forEach(i -> list.add(new Problem("p" + i, "c", "m")));
        return list;
    }
}
