package io.podium.rules.contest;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.rules.note.Note;
import io.podium.schemas.contest.ContestState;
import io.podium.schemas.contest.Prize;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;

class ContestEngineTest {

    private static final String PRIZES = """
            prize_structure:
              - { rank_from: 1, rank_to: 1, reward: { type: points, value: 300 } }
              - { rank_from: 2, rank_to: 4, reward: { type: points, value: 100 } }
              - { rank_from: 5, rank_to: 600, reward: { type: points, value: 1 } }
            """;

    /** A score of one of few participants, some seconds after the one before. */
    record Played(String participant, long score, long pause) {}

    @Provide
    Arbitrary<List<Played>> games() {
        return Combinators.combine(
                        Arbitraries.of("ann", "bob", "cyd", "dan", "eve"),
                        Arbitraries.longs().between(-30, 60),
                        Arbitraries.longs().between(0, 40))
                .as(Played::new)
                .list()
                .ofMaxSize(80);
    }

    /** Hours from before the contest's start to after its end, as heartbeats come. */
    @Provide
    Arbitrary<List<Integer>> clocks() {
        return Arbitraries.integers().between(-48, 800).list().ofMaxSize(40).map(hours -> hours.stream()
                .sorted()
                .toList());
    }

    @Property(tries = 300)
    void scores_add_up_and_of_equal_ones_the_one_reached_first_is_better(@ForAll("games") List<Played> games) {
        Cup cup = new Cup();
        Map<String, long[]> model = new HashMap<>(); // score and the offset at which it was reached
        long second = 0;
        for (Played played : games) {
            second += played.pause();
            Long before = rank(model, played.participant());
            long[] standing = model.computeIfAbsent(played.participant(), id -> new long[] {0, cup.offset()});
            standing[0] += played.score();
            standing[1] = played.score() == 0 ? standing[1] : cup.offset();
            ScoreResult result = cup.score(played.participant(), played.score(), second);
            assertThat(result.delta()).isEqualByComparingTo(BigDecimal.valueOf(played.score()));
            assertThat(result.score()).isEqualByComparingTo(BigDecimal.valueOf(standing[0]));
            assertThat(result.previousRank()).isEqualTo(before);
            assertThat(result.newRank()).isEqualTo(rank(model, played.participant()));
        }
        assertThat(cup.contests.ranked(Cup.KEY))
                .extracting(Standing::participantId)
                .isEqualTo(order(model));
    }

    private static List<String> order(Map<String, long[]> model) {
        return model.entrySet().stream()
                .sorted(Comparator.<Map.Entry<String, long[]>>comparingLong(entry -> -entry.getValue()[0])
                        .thenComparingLong(entry -> entry.getValue()[1]))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Long rank(Map<String, long[]> model, String participant) {
        return model.containsKey(participant) ? order(model).indexOf(participant) + 1L : null;
    }

    @Property(tries = 200)
    void to_decide_changes_nothing(@ForAll("games") List<Played> games, @ForAll("clocks") List<Integer> clock) {
        Cup cup = new Cup("fraud_rules: { max_score_per_minute: 70, on_exceed: hold }", PRIZES);
        Iterator<Integer> hours = clock.iterator();
        long second = 0;
        for (Played played : games) {
            second += played.pause();
            String kept = cup.kept();
            ScoreDecision decision = cup.decide(played.participant(), played.score(), second);
            assertThat(cup.decide(played.participant(), played.score(), second)).isEqualTo(decision);
            if (hours.hasNext()) {
                Instant now = Cup.START.plus(Duration.ofHours(hours.next()));
                var inForce = cup.book.inForce(Cup.TENANT, now).contests();
                assertThat(ContestEngine.transitions(cup.contests, Cup.TENANT, inForce, now))
                        .isEqualTo(ContestEngine.transitions(cup.contests, Cup.TENANT, inForce, now));
                ContestEngine.retirements(cup.contests, cup.book, now);
                assertThat(cup.kept()).isEqualTo(kept);
                cup.pass(now);
            }
            cup.score(played.participant(), played.score(), second);
        }
    }

    @Property(tries = 300)
    void nobody_grows_faster_in_a_minute_than_fraud_rules_allow(
            @ForAll("games") List<Played> games, @ForAll boolean holds) {
        Cup cup = new Cup("fraud_rules: { max_score_per_minute: 70, on_exceed: " + (holds ? "hold" : "drop") + " }");
        Map<String, BigDecimal> grown = new HashMap<>();
        Map<String, BigDecimal> held = new HashMap<>();
        long second = 0;
        for (Played played : games) {
            second += played.pause();
            ScoreResult result = cup.score(played.participant(), played.score(), second);
            if (result.decision().exceedsFraudRules()) {
                assertThat(result.delta()).isZero();
                assertThat(result.newRank()).isEqualTo(result.previousRank());
                held.merge(played.participant(), BigDecimal.valueOf(played.score()), BigDecimal::add);
            }
            String minute = played.participant() + " " + second / 60;
            BigDecimal sum = grown.merge(minute, result.delta().max(BigDecimal.ZERO), BigDecimal::add);
            assertThat(sum).isLessThanOrEqualTo(BigDecimal.valueOf(70));
        }
        held.forEach((participant, sum) -> assertThat(cup.held(participant))
                .hasValueSatisfying(kept -> assertThat(kept).isEqualByComparingTo(holds ? sum : BigDecimal.ZERO)));
        happens("somebody was too fast", !held.isEmpty());
    }

    /** Fails when it happens in none of the cases: then they prove nothing. */
    private static void happens(String what, boolean now) {
        Statistics.label(what).collect(now).coverage(checker -> checker.check(true)
                .count(count -> count > 0));
    }

    @Property(tries = 300)
    void a_life_only_goes_forward_and_ends_once(@ForAll("clocks") List<Integer> clock) {
        Cup cup = new Cup();
        List<ContestState> entered = new ArrayList<>();
        for (int hour : clock) {
            Instant now = Cup.START.plus(Duration.ofHours(hour));
            for (Transition step : cup.pass(now)) {
                assertThat(step.moment().at()).isEqualTo(now);
                entered.add(step instanceof Transition.Enters enters ? enters.state() : ContestState.COMPLETED);
            }
            assertThat(cup.contests.state(Cup.KEY)).contains(cup.definition.stateAt(now));
        }
        assertThat(entered).isSorted().doesNotHaveDuplicates();
        happens("a whole life", entered.contains(ContestState.ACTIVE) && entered.contains(ContestState.COMPLETED));
    }

    @Property(tries = 100)
    void once_it_is_completed_nothing_moves(@ForAll("games") List<Played> before, @ForAll("games") List<Played> after) {
        Cup cup = new Cup();
        before.forEach(played -> cup.score(played.participant(), played.score(), 0));
        cup.complete();
        String kept = cup.kept();
        for (Played played : after) {
            ScoreResult result = cup.score(played.participant(), played.score(), 0);
            assertThat(result.delta()).isZero();
            assertThat(result.newRank()).isEqualTo(result.previousRank());
            assertThat(result.decision().notes()).containsExactly(Note.CONTEST_COMPLETED.code());
        }
        assertThat(cup.pass(Cup.END.plus(Duration.ofDays(1)))).isEmpty();
        assertThat(cup.kept()).isEqualTo(kept);
    }

    /** More than the engine reads at once, too. */
    @Property(tries = 60)
    void everybody_has_one_final_rank_and_the_prizes_stay_within_their_bound(
            @ForAll @IntRange(max = 1_100) int participants, @ForAll @IntRange(max = 1_300) int most) {
        Cup cup = new Cup(PRIZES, "max_reward_liability: " + most);
        for (int i = 0; i < participants; i++) {
            cup.score("p" + i, i * 7919L % 1_000, 0);
        }
        List<FinalRank> ranks = new ArrayList<>();
        ContestEngine.finalRanks(cup.contests, cup.complete()).forEachRemaining(ranks::add);
        assertThat(ranks)
                .extracting(FinalRank::rank)
                .isEqualTo(LongStream.rangeClosed(1, participants).boxed().toList());
        assertThat(ranks).extracting(FinalRank::standing).isSorted().doesNotHaveDuplicates();
        assertThat(ranks.stream()
                        .flatMap(place -> place.share().prize().stream())
                        .mapToLong(Prize::liability)
                        .sum())
                .isLessThanOrEqualTo(most);
        List<Boolean> won =
                ranks.stream().map(place -> place.award().isPresent()).toList();
        assertThat(won).as("no rank is better off than a better one").isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void a_contest_that_is_retired_ends_as_it_stands_and_without_prizes() {
        Cup cup = new Cup(PRIZES);
        cup.pass(Cup.START);
        cup.score("ann", 10, 60);
        Instant retired = Cup.START.plus(Duration.ofDays(1));
        cup.retire(retired);
        assertThat(cup.pass(retired.minusMillis(1))).isEmpty();
        assertThat(cup.pass(retired.plusSeconds(5))).singleElement().satisfies(step -> {
            assertThat(step.moment().version()).isEqualTo(retired);
            assertThat(((Transition.Completes) step).notes()).containsExactly(Note.CONTEST_RETIRED.code());
            assertThat(ContestEngine.finalRanks(cup.contests, (Transition.Completes) step)
                            .next()
                            .award())
                    .isEmpty();
        });
        assertThat(cup.contests.state(Cup.KEY)).contains(ContestState.COMPLETED);
        assertThat(cup.pass(Cup.END.plus(Duration.ofDays(1)))).isEmpty();
    }

    @Test
    void a_draft_that_is_retired_is_forgotten() {
        Cup cup = new Cup("draft: true");
        cup.pass(Cup.START);
        assertThat(cup.contests.state(Cup.KEY)).contains(ContestState.DRAFT);
        cup.retire(Cup.START.plusSeconds(1));
        assertThat(cup.pass(Cup.START.plusSeconds(1))).singleElement().isInstanceOf(Transition.Forgotten.class);
        assertThat(cup.contests.state(Cup.KEY)).isEmpty();
    }

    @Test
    void a_prize_comes_to_its_winner_as_an_event_of_the_end() {
        Cup cup = new Cup(PRIZES);
        cup.score("ann", 10, 60);
        FinalRank first = ContestEngine.finalRanks(cup.contests, cup.complete()).next();
        assertThat(first.award()).hasValueSatisfying(award -> {
            assertThat(award.participantId()).isEqualTo("ann");
            assertThat(award.tenantId()).isEqualTo(Cup.TENANT);
            assertThat(award.award().rank()).isEqualTo(1);
            assertThat(award.award().prize().value()).isEqualTo(300);
            assertThat(award.occurredAt()).isEqualTo(first.moment().at());
        });
    }
}
