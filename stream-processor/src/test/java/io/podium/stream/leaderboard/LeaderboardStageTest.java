package io.podium.stream.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.rules.contest.Standing;
import io.podium.schemas.contest.ContestState;
import io.podium.schemas.outcome.ContestOutcome;
import io.podium.schemas.query.LeaderboardReport;
import io.podium.schemas.query.LeaderboardReport.Row;
import io.podium.schemas.topic.Topics;
import io.podium.stream.driver.EventDriver;
import io.podium.stream.driver.Raw;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeaderboardStageTest {

    private final EventDriver driver = new EventDriver();

    @BeforeEach
    void rules() {
        driver.rules("""
                kind: contest
                id: cup
                title: Cup
                starts_at: "1970-01-01T00:00:00Z"
                ends_at: "9999-01-01T00:00:00Z"
                scoring: { event_type: quiz, score_attribute: score, method: cumulative }
                """);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void scores_add_up_and_ranks_follow_with_each_event() {
        score("ann", 10);
        score("bob", 20);
        score("ann", 15);
        List<ContestOutcome> outcomes = driver.read(Topics.CONTEST_OUTCOMES);
        assertThat(outcomes).extracting(ContestOutcome::newRank).containsExactly(1L, 1L, 1L);
        assertThat(outcomes).extracting(ContestOutcome::previousRank).containsExactly(null, null, 2L);
        assertThat(outcomes.get(2).score()).isEqualByComparingTo("25");
        assertThat(outcomes.get(2).delta()).isEqualByComparingTo("15");
        assertThat(outcomes.get(2).outcomeId()).endsWith(":contest:cup");
    }

    @Test
    void of_equal_scores_the_one_reached_first_is_better_and_keeps_its_place_when_nothing_is_added() {
        score("ann", 10);
        score("bob", 10);
        score("ann", 0);
        assertThat(board(10, Optional.empty())).containsExactly(row(1, "ann", 10), row(2, "bob", 10));
        assertThat(driver.read(Topics.CONTEST_OUTCOMES))
                .extracting(ContestOutcome::newRank)
                .containsExactly(1L, 2L, 1L);
    }

    @Test
    void a_score_can_go_down() {
        score("ann", 10);
        score("bob", 5);
        score("ann", -7);
        assertThat(board(10, Optional.empty())).containsExactly(row(1, "bob", 5), row(2, "ann", 3));
    }

    @Test
    void an_event_without_a_usable_score_is_reported_with_its_note_and_moves_nobody() {
        driver.send(Raw.event("quiz").of("ann"));
        score("ann", 10);
        driver.send(Raw.event("quiz").of("ann").attribute("score", "ten"));
        List<ContestOutcome> outcomes = driver.read(Topics.CONTEST_OUTCOMES);
        assertThat(outcomes.get(0).newRank()).isNull();
        assertThat(outcomes.get(0).notes()).containsExactly("attribute_missing: score");
        assertThat(outcomes.get(2).newRank()).isEqualTo(1);
        assertThat(outcomes.get(2).delta()).isZero();
        assertThat(outcomes.get(2).score()).isEqualByComparingTo("10");
        assertThat(outcomes.get(2).notes()).containsExactly("attribute_not_numeric: score");
    }

    @Test
    void a_board_is_shown_from_the_top_or_around_somebody() {
        for (int i = 1; i <= 9; i++) {
            score("p" + i, 100 - i);
        }
        assertThat(board(2, Optional.empty())).extracting(Row::participantId).containsExactly("p1", "p2");
        Standing fifth = driver.standings().get("t|cup|p5");
        assertThat(board(3, Optional.of(fifth))).extracting(Row::rank).containsExactly(4L, 5L, 6L);
        Standing first = driver.standings().get("t|cup|p1");
        assertThat(board(3, Optional.of(first))).extracting(Row::rank).containsExactly(1L, 2L, 3L);
    }

    @Test
    void the_index_rebuilt_from_the_store_ranks_the_same() {
        for (int i = 0; i < 500; i++) {
            score("p" + i % 70, i % 13);
        }
        Leaderboards rebuilt = new Leaderboards();
        driver.standings().forEach((key, standing) -> rebuilt.restore("t|cup", standing));
        LeaderboardReport report = rebuilt.report("t|cup", "cup", ContestState.ACTIVE, 500, Optional.empty())
                .orElseThrow();
        assertThat(report.rows()).isEqualTo(board(500, Optional.empty()));
        assertThat(report.participants()).isEqualTo(70);
    }

    @Test
    void what_is_taken_back_is_nobody_s_speed() {
        driver.rules("""
                kind: contest
                id: cup
                title: Cup
                starts_at: "1970-01-01T00:00:00Z"
                ends_at: "9999-01-01T00:00:00Z"
                scoring: { event_type: quiz, score_attribute: score, method: cumulative }
                fraud_rules: { max_score_per_minute: 100, on_exceed: flag }
                """);
        driver.send(Raw.event("quiz").key("loss").attribute("score", -500).at(1_000))
                .send(Raw.event("undo").with("reverses", "loss").at(2_000))
                .send(Raw.event("quiz").key("win").attribute("score", 100).at(3_000));
        List<ContestOutcome> outcomes = driver.read(Topics.CONTEST_OUTCOMES);
        assertThat(outcomes).extracting(outcome -> outcome.score().intValue()).containsExactly(-500, 0, 100);
        assertThat(outcomes)
                .flatExtracting(ContestOutcome::notes)
                .as("what came back was not gained")
                .noneMatch(note -> note.startsWith("fraud"));
    }

    @Test
    void a_score_that_a_fraud_rule_drops_moves_nobody_and_is_reported() {
        driver.rules("""
                kind: contest
                id: guarded
                title: Guarded
                starts_at: "1970-01-01T00:00:00Z"
                ends_at: "9999-01-01T00:00:00Z"
                scoring: { event_type: run, score_attribute: score, method: cumulative }
                fraud_rules: { max_score_per_minute: 100, on_exceed: drop }
                """);
        driver.send(Raw.event("run").of("ann").attribute("score", 101));
        driver.send(Raw.event("run").of("ann").attribute("score", 100));
        List<ContestOutcome> outcomes = driver.read(Topics.CONTEST_OUTCOMES);
        assertThat(outcomes.get(0).newRank()).isNull();
        assertThat(outcomes.get(0).notes()).containsExactly("fraud_drop: max_score_per_minute");
        assertThat(outcomes.get(1).newRank()).isEqualTo(1);
        assertThat(outcomes.get(1).score()).isEqualByComparingTo("100");
        assertThat(driver.count("podium.leaderboard.fraud.exceeded")).isEqualTo(1);
    }

    private void score(String participant, int score) {
        driver.send(Raw.event("quiz").of(participant).attribute("score", score));
    }

    private List<Row> board(int limit, Optional<Standing> around) {
        Leaderboards boards = driver.parts().leaderboards().partition(0).orElseThrow();
        return boards.report("t|cup", "cup", ContestState.ACTIVE, limit, around.map(Standing::participantId))
                .orElseThrow()
                .rows();
    }

    private static Row row(long rank, String participant, int score) {
        return new Row(rank, participant, BigDecimal.valueOf(score));
    }
}
