package io.podium.rules.contest;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.rules.authoring.RuleFiles;
import io.podium.rules.program.Contest;
import io.podium.rules.program.ProgramParser;
import io.podium.schemas.contest.ContestState;
import io.podium.schemas.contest.Prize;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PrizeAllocationTest {

    private static final Prize GOLD = new Prize(Prize.Type.POINTS, null, 300L);
    private static final Prize SILVER = new Prize(Prize.Type.POINTS, null, 100L);

    @Test
    void each_rank_gets_the_prize_of_its_range_and_the_others_nothing() {
        PrizeAllocation allocation = new PrizeAllocation(contest(""));
        assertThat(allocation.shareOf(1).prize()).contains(GOLD);
        assertThat(allocation.shareOf(2).prize()).contains(SILVER);
        assertThat(allocation.shareOf(3).prize()).contains(SILVER);
        assertThat(allocation.shareOf(4)).isEqualTo(PrizeAllocation.Share.NONE);
        assertThat(allocation.shareOf(5).prize()).contains(new Prize(Prize.Type.BADGE, "fifth", null));
        assertThat(allocation.shareOf(6)).isEqualTo(PrizeAllocation.Share.NONE);
    }

    @Test
    void from_the_first_prize_that_no_longer_fits_on_nobody_gets_one() {
        PrizeAllocation allocation = new PrizeAllocation(contest("max_reward_liability: 450"));
        assertThat(LongStream.rangeClosed(1, 5).mapToObj(allocation::shareOf).map(share -> share.prize()
                        .isPresent()))
                .containsExactly(true, true, false, false, false);
    }

    @Test
    void a_prize_that_uses_the_bound_up_exactly_is_given_and_badges_cost_nothing() {
        PrizeAllocation allocation = new PrizeAllocation(contest("max_reward_liability: 500"));
        assertThat(LongStream.rangeClosed(1, 5).mapToObj(allocation::shareOf).map(share -> share.prize()
                        .isPresent()))
                .containsExactly(true, true, true, false, true);
        assertThat(new PrizeAllocation(contest("max_reward_liability: 0"))
                        .shareOf(1)
                        .notes())
                .containsExactly("liability_reached: 0");
    }

    @Test
    void a_contest_goes_through_its_life_by_the_time_of_the_log() {
        Contest contest = contest("grace_hours: 2");
        assertThat(contest.stateAt(Instant.parse("2026-03-31T23:59:59.999Z"))).isEqualTo(ContestState.SCHEDULED);
        assertThat(contest.stateAt(Instant.parse("2026-04-01T00:00:00Z"))).isEqualTo(ContestState.ACTIVE);
        assertThat(contest.stateAt(Instant.parse("2026-05-01T00:00:00Z"))).isEqualTo(ContestState.SCORING);
        assertThat(contest.stateAt(Instant.parse("2026-05-01T02:00:09.999Z"))).isEqualTo(ContestState.SCORING);
        assertThat(contest.stateAt(Instant.parse("2026-05-01T02:00:10Z"))).isEqualTo(ContestState.COMPLETED);
        Contest draft = contest("draft: true");
        assertThat(draft.stateAt(Instant.parse("2026-04-01T00:00:00Z"))).isEqualTo(ContestState.DRAFT);
        assertThat(draft.isOpenAt(Instant.parse("2026-04-02T00:00:00Z"), Instant.parse("2026-04-02T00:00:00Z")))
                .isFalse();
    }

    @Test
    void an_event_scores_when_it_happened_inside_the_window_and_arrives_before_the_grace_is_over() {
        Contest contest = contest("grace_hours: 0");
        Instant inside = Instant.parse("2026-04-30T23:59:59Z");
        assertThat(contest.isOpenAt(inside, inside)).isTrue();
        assertThat(contest.isOpenAt(inside, Instant.parse("2026-05-01T00:00:00Z")))
                .isFalse();
        assertThat(contest("").isOpenAt(inside, Instant.parse("2026-05-01T00:59:59Z")))
                .isTrue();
        assertThat(contest("").isOpenAt(inside, Instant.parse("2026-05-01T01:00:00Z")))
                .isFalse();
    }

    private static Contest contest(String more) {
        String yaml = """
                kind: contest
                id: cup
                title: Cup
                starts_at: "2026-04-01T00:00:00Z"
                ends_at: "2026-05-01T00:00:00Z"
                scoring: { event_type: quiz, method: count }
                prize_structure:
                  - { rank_from: 5, rank_to: 5, reward: { type: badge, id: fifth } }
                  - { rank_from: 1, rank_to: 1, reward: { type: points, value: 300 } }
                  - { rank_from: 2, rank_to: 3, reward: { type: points, value: 100 } }
                %s
                ---
                { kind: badge, id: fifth, label: Fifth }
                """.formatted(more);
        RuleFiles.Loaded loaded =
                new RuleFiles(new ProgramParser()).read(Map.of("r.yaml", yaml.getBytes(StandardCharsets.UTF_8)));
        assertThat(loaded.problems()).isEmpty();
        return (Contest) loaded.definitions().get(0).program();
    }
}
