package io.podium.standalone.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.schemas.json.Json;
import io.podium.standalone.faults.History.Acknowledged;
import io.podium.standalone.faults.History.Answered;
import io.podium.standalone.faults.History.Read;
import io.podium.standalone.faults.History.Reported;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The checker must be able to fail: each kind of wrong history is found. */
class CheckerTest {

    private final List<Reported> history = new ArrayList<>(List.of(
            new Answered("a", "evt_a", false, false), new Answered("a", "evt_a", true, false), new Acknowledged("b")));
    private final List<JsonNode> accepted = new ArrayList<>(List.of(event("a"), event("b")));
    private final List<JsonNode> points = new ArrayList<>(List.of(outcome("a"), outcome("b")));
    private final List<JsonNode> contests = new ArrayList<>(List.of(outcome("a"), outcome("b")));
    private long balance = 20;
    private int score = 14;

    @Test
    void a_good_history_has_no_violations() {
        assertThat(violations()).isEmpty();
    }

    @Test
    void a_lost_event_is_found() {
        history.add(new Answered("c", "evt_c", false, false));
        history.add(new Acknowledged("d"));
        assertThat(violations()).hasSize(2).allMatch(violation -> violation.contains("promised but never counted"));
    }

    @Test
    void an_event_that_is_accepted_twice_is_found() {
        accepted.add(event("a"));
        assertThat(violations()).anyMatch(violation -> violation.contains("key a was accepted more than once"));
    }

    @Test
    void two_winners_and_a_wrong_winner_are_found() {
        history.add(new Answered("a", "evt_a", false, false));
        history.add(new Answered("b", "evt_x", true, false));
        assertThat(violations())
                .anyMatch(violation -> violation.contains("two answers said that a is new"))
                .anyMatch(violation -> violation.contains("the winner of b is evt_b"));
    }

    @Test
    void an_answer_without_verdict_may_name_an_event_that_did_not_win() {
        history.add(new Answered("b", "evt_x", false, true));
        assertThat(violations()).isEmpty();
    }

    @Test
    void missing_and_double_outcomes_are_found() {
        points.remove(0);
        contests.add(outcome("b"));
        assertThat(violations())
                .anyMatch(violation -> violation.contains("points-outcomes lacks"))
                .anyMatch(violation -> violation.contains("contest-outcomes has \"out_b\" more than once"));
    }

    @Test
    void wrong_balances_and_scores_are_found() {
        balance = 30;
        score = 13;
        assertThat(violations()).hasSize(2);
    }

    @Test
    void a_read_of_more_than_there_ever_was_is_found() {
        history.add(new Read("p", 30, true));
        assertThat(violations()).singleElement().asString().contains("reported more than p ever had");
    }

    private List<String> violations() {
        return Checker.violations(
                history,
                new Checker.Found(
                        accepted, points, contests, Map.of("p", balance), Map.of("p", BigDecimal.valueOf(score)), 0));
    }

    private static JsonNode event(String key) {
        var event = Json.mapper()
                .createObjectNode()
                .put("event_id", "evt_" + key)
                .put("idempotency_key", key)
                .put("participant_id", "p");
        event.putObject("attributes").put("score", 7);
        return event;
    }

    private static JsonNode outcome(String key) {
        return Json.mapper().createObjectNode().put("event_id", "evt_" + key).put("outcome_id", "out_" + key);
    }
}
