package io.podium.stream.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.rules.state.ParticipantState;
import io.podium.schemas.contest.ContestStandings;
import io.podium.schemas.contest.ContestState;
import io.podium.schemas.outcome.ContestOutcome;
import io.podium.schemas.outcome.PointsOutcome;
import io.podium.schemas.rule.RuleKind;
import io.podium.schemas.topic.Topics;
import io.podium.stream.driver.EventDriver;
import io.podium.stream.driver.Raw;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LifecycleStageTest {

    private static final String CUP = """
            kind: contest
            id: cup
            title: Cup
            starts_at: "2026-04-01T00:00:00Z"
            ends_at: "2026-05-01T00:00:00Z"
            grace_hours: 0
            scoring: { event_type: quiz, score_attribute: score, method: cumulative }
            prize_structure:
              - { rank_from: 1, rank_to: 1, reward: { type: points, value: 300 } }
              - { rank_from: 2, rank_to: 3, reward: { type: badge, id: podium } }
            %s
            ---
            { kind: badge, id: podium, label: On the podium }
            ---
            kind: tiers
            id: ladder
            tiers: [{ id: gold, label: Gold, qualifying_lifetime_points: 300 }]
            """;

    private final EventDriver driver = new EventDriver();

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void a_contest_is_announced_begins_ends_and_is_completed_by_the_time_of_the_log() {
        driver.rules(CUP.formatted(""));
        heartbeat("2026-03-01T00:00:00Z");
        heartbeat("2026-03-02T00:00:00Z");
        heartbeat("2026-04-01T00:00:00Z");
        heartbeat("2026-05-01T00:00:00Z");
        heartbeat("2026-05-01T00:00:10Z");
        heartbeat("2026-06-01T00:00:00Z");
        List<ContestStandings> steps = driver.read(Topics.CONTEST_STANDINGS);
        assertThat(steps)
                .extracting(ContestStandings::state)
                .containsExactly(
                        ContestState.SCHEDULED, ContestState.ACTIVE, ContestState.SCORING, ContestState.COMPLETED);
        assertThat(steps).extracting(ContestStandings::standingsId).doesNotHaveDuplicates();
    }

    @Test
    void at_completion_ranks_are_final_and_winners_get_their_prizes_once() {
        driver.rules(CUP.formatted(""));
        play("ann", 10);
        play("bob", 30);
        play("cyd", 20);
        play("dan", 5);
        driver.read(Topics.CONTEST_OUTCOMES);
        heartbeat("2026-05-02T00:00:00Z");
        heartbeat("2026-05-03T00:00:00Z");
        List<ContestStandings> steps = driver.read(Topics.CONTEST_STANDINGS);
        assertThat(steps).hasSize(1);
        assertThat(steps.get(0).rows())
                .extracting(row -> row.rank() + " " + row.participantId() + " " + (row.prize() != null))
                .containsExactly("1 bob true", "2 cyd true", "3 ann true", "4 dan false");
        List<PointsOutcome> points = driver.read(Topics.POINTS_OUTCOMES);
        assertThat(points).hasSize(1);
        assertThat(points.get(0).participantId()).isEqualTo("bob");
        assertThat(points.get(0).ruleId()).isEqualTo("cup");
        assertThat(points.get(0).outcomeId()).endsWith(":points:contest:cup:rank/1");
        assertThat(driver.state("t", "bob").tier())
                .as("a prize can cross tiers")
                .isEqualTo("gold");
        assertThat(driver.state("t", "cyd").badges()).containsExactly("podium");
        assertThat(driver.state("t", "dan")).as("only in the ledger").isEqualTo(ParticipantState.EMPTY);
    }

    @Test
    void after_completion_nothing_scores_any_more() {
        driver.rules(CUP.formatted(""));
        play("ann", 10);
        heartbeat("2026-05-02T00:00:00Z");
        driver.read(Topics.CONTEST_OUTCOMES);
        play("ann", 10);
        ContestOutcome outcome = driver.read(Topics.CONTEST_OUTCOMES).get(0);
        assertThat(outcome.delta()).isZero();
        assertThat(outcome.newRank()).isEqualTo(1);
        assertThat(outcome.notes()).containsExactly("contest_completed");
    }

    @Test
    void a_contest_that_is_retired_ends_then_as_it_stands_and_without_prizes() {
        driver.rules(CUP.formatted(""));
        heartbeat("2026-04-01T00:00:00Z");
        play("ann", 10);
        play("bob", 30);
        driver.retire(RuleKind.CONTEST, "cup", Instant.parse("2026-04-12T00:00:00Z"));
        heartbeat("2026-04-11T23:59:59Z");
        assertThat(driver.read(Topics.CONTEST_STANDINGS))
                .extracting(ContestStandings::state)
                .containsExactly(ContestState.ACTIVE);
        heartbeat("2026-04-12T00:00:01Z");
        heartbeat("2026-05-03T00:00:00Z");
        List<ContestStandings> steps = driver.read(Topics.CONTEST_STANDINGS);
        assertThat(steps).hasSize(1);
        ContestStandings end = steps.get(0);
        assertThat(end.state()).isEqualTo(ContestState.COMPLETED);
        assertThat(end.notes()).containsExactly("contest_retired");
        assertThat(end.processedAt()).isEqualTo("2026-04-12T00:00:01Z");
        assertThat(end.ruleVersion()).isEqualTo("2026-04-12T00:00:00Z");
        assertThat(end.rows())
                .extracting(row -> row.rank() + " " + row.participantId() + " " + (row.prize() != null))
                .containsExactly("1 bob false", "2 ann false");
        assertThat(driver.read(Topics.POINTS_OUTCOMES)).isEmpty();
    }

    @Test
    void a_contest_that_was_retired_is_over_for_good_but_a_retired_draft_is_only_forgotten() {
        driver.rules(CUP.formatted(""));
        heartbeat("2026-04-01T00:00:00Z");
        driver.retire(RuleKind.CONTEST, "cup", Instant.parse("2026-04-02T00:00:00Z"));
        heartbeat("2026-04-02T00:00:00Z");
        publish(CUP.formatted(""), "2026-04-03T00:00:00Z");
        heartbeat("2026-04-03T00:00:00Z");
        assertThat(driver.read(Topics.CONTEST_STANDINGS))
                .extracting(ContestStandings::state)
                .containsExactly(ContestState.ACTIVE, ContestState.COMPLETED);

        String other = CUP.replace("id: cup", "id: other");
        publish(other.formatted("draft: true"), "2026-04-03T00:00:00Z");
        heartbeat("2026-04-04T00:00:00Z");
        driver.retire(RuleKind.CONTEST, "other", Instant.parse("2026-04-05T00:00:00Z"));
        heartbeat("2026-04-05T00:00:00Z");
        publish(other.formatted(""), "2026-04-06T00:00:00Z");
        heartbeat("2026-04-06T00:00:00Z");
        assertThat(driver.read(Topics.CONTEST_STANDINGS))
                .extracting(step -> step.contestId() + " " + step.state())
                .containsExactly("other ACTIVE");
    }

    @Test
    void a_draft_neither_scores_nor_begins() {
        driver.rules(CUP.formatted("draft: true"));
        play("ann", 10);
        heartbeat("2026-04-10T00:00:00Z");
        assertThat(driver.read(Topics.CONTEST_OUTCOMES)).isEmpty();
        assertThat(driver.read(Topics.CONTEST_STANDINGS)).isEmpty();
    }

    @Test
    void many_participants_come_page_by_page() {
        driver.rules(CUP.formatted(""));
        for (int i = 0; i < 1_001; i++) {
            play("p" + i, 2_000 - i);
        }
        heartbeat("2026-05-02T00:00:00Z");
        List<ContestStandings> pages = driver.read(Topics.CONTEST_STANDINGS);
        assertThat(pages).extracting(page -> page.rows().size()).containsExactly(500, 500, 1);
        assertThat(pages).extracting(ContestStandings::page).containsExactly(1, 2, 3);
        assertThat(pages).allMatch(page -> page.pages() == 3 && page.participants() == 1_001);
        assertThat(pages.get(2).rows().get(0).rank()).isEqualTo(1_001);
        assertThat(pages.get(2).rows().get(0).participantId()).isEqualTo("p1000");
    }

    @Test
    void a_producer_can_not_end_a_contest_by_what_looks_like_a_heartbeat() {
        driver.rules(CUP.formatted(""));
        heartbeat("2026-04-01T00:00:00Z");
        play("ann", 1);
        driver.read(Topics.CONTEST_STANDINGS);
        driver.sendForged(Raw.heartbeat(Instant.parse("2026-06-01T00:00:00Z").toEpochMilli()));
        heartbeat("2026-04-11T00:00:00Z");
        assertThat(driver.read(Topics.CONTEST_STANDINGS)).isEmpty();
        play("ann", 2);
        assertThat(driver.read(Topics.CONTEST_OUTCOMES)).hasSize(2);
    }

    @Test
    void what_a_client_sends_as_an_award_is_an_event_like_any_other() {
        driver.rules(CUP.formatted(""));
        driver.send(Raw.event("contest_prize_awarded")
                .of("mallory")
                .with("award", List.of("everything"))
                .attribute("contest_id", "cup"));
        assertThat(driver.read(Topics.POINTS_OUTCOMES)).isEmpty();
        assertThat(driver.read(Topics.ACCEPTED_EVENTS)).allMatch(event -> event.award() == null);
    }

    private void publish(String yaml, String from) {
        EventDriver.definitions(yaml).forEach(definition -> driver.rule("t", Instant.parse(from), definition));
    }

    private void heartbeat(String time) {
        driver.send(Raw.heartbeat(Instant.parse(time).toEpochMilli()));
    }

    private void play(String participant, int score) {
        driver.send(Raw.event("quiz")
                .of(participant)
                .attribute("score", score)
                .at(Instant.parse("2026-04-10T00:00:00Z").toEpochMilli()));
    }
}
