package io.podium.rules.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.schemas.score.ContestScore;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ContestsTest {

    private static final String CUP = """
            kind: contest
            id: cup
            title: Cup
            starts_at: "2026-04-01T00:00:00Z"
            ends_at: "2026-05-01T00:00:00Z"
            scoring: { event_type: quiz, score_attribute: score, weight: 1.50, method: cumulative }
            match: { attributes: { league: a } }
            """;

    @Test
    void the_score_is_the_attribute_times_the_weight_written_without_trailing_zeros() {
        assertThat(scored("{\"league\": \"a\", \"score\": 100}")).satisfies(score -> {
            assertThat(score.score()).isEqualTo("150");
            assertThat(score.recordKey()).isEqualTo("t|cup");
            assertThat(score.contestVersion()).isEqualTo(Scenario.VERSION);
        });
        assertThat(scored("{\"league\": \"a\", \"score\": -0.5}").score()).isEqualTo("-0.75");
    }

    @Test
    void a_score_that_is_no_number_is_reported_and_scores_nothing() {
        assertThat(scored("{\"league\": \"a\", \"score\": \"high\"}")).satisfies(score -> {
            assertThat(score.score()).isNull();
            assertThat(score.notes()).containsExactly("attribute_not_numeric: score");
        });
    }

    @Test
    void an_event_that_does_not_match_is_no_score() {
        assertThat(Scenario.given(CUP)
                        .when("quiz", "{\"league\": \"b\", \"score\": 1}")
                        .evaluation()
                        .contestScores())
                .isEmpty();
    }

    @Test
    void it_takes_what_happened_inside_and_arrived_within_the_grace() {
        Instant inside = Instant.parse("2026-04-30T23:59:59.999Z");
        Instant end = Instant.parse("2026-05-01T00:00:00Z");
        assertThat(scores(inside, end.plusSeconds(3599))).isEqualTo(1);
        assertThat(scores(inside, end.plusSeconds(3600))).isZero();
        assertThat(scores(end, end)).isZero();
        assertThat(scores(Instant.parse("2026-03-31T23:59:59.999Z"), inside)).isZero();
    }

    private static int scores(Instant occurredAt, Instant arrivedAt) {
        return Scenario.given(CUP)
                .when("quiz", "{\"league\": \"a\", \"score\": 1}", occurredAt, arrivedAt)
                .evaluation()
                .contestScores()
                .size();
    }

    private static ContestScore scored(String attributes) {
        return Scenario.given(CUP)
                .when("quiz", attributes)
                .evaluation()
                .contestScores()
                .get(0);
    }
}
