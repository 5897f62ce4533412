package io.podium.stream.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.rules.state.ParticipantState;
import io.podium.schemas.command.PersonCommand;
import io.podium.schemas.command.RawCommand;
import io.podium.schemas.contract.JsonSchemas;
import io.podium.schemas.event.EventHeaders;
import io.podium.schemas.event.EventId;
import io.podium.schemas.json.Json;
import io.podium.schemas.outcome.PointsOutcome;
import io.podium.schemas.profile.Profile;
import io.podium.schemas.query.EvaluatedEvent;
import io.podium.schemas.topic.Topic;
import io.podium.schemas.topic.Topics;
import io.podium.stream.driver.EventDriver;
import io.podium.stream.driver.Raw;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EvaluationStageTest {

    private static final Map<Topic<?, ?>, String> SCHEMAS = Map.of(
            Topics.POINTS_OUTCOMES, "records/points-outcome",
            Topics.CHALLENGE_OUTCOMES, "records/challenge-outcome",
            Topics.BADGE_OUTCOMES, "records/badge-outcome",
            Topics.TIER_OUTCOMES, "records/tier-outcome",
            Topics.PROFILES, "records/profile-outcome",
            Topics.PRIVACY_OUTCOMES, "records/privacy-outcome",
            Topics.CONTEST_OUTCOMES, "records/contest-outcome",
            Topics.CONTEST_SCORES, "records/contest-score",
            Topics.ACCEPTED_EVENTS, "records/accepted-event");

    private final EventDriver driver = new EventDriver();

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void five_quizzes_under_the_sample_rules_give_points_a_tier_progress_a_badge_and_a_rank() throws Exception {
        driver.sampleRules();
        for (int i = 1; i <= 5; i++) {
            driver.send(Raw.event("quiz_completed")
                    .of("p_8a3f")
                    .key("q" + i)
                    .attribute("score", 100)
                    .at(i));
        }
        driver.order("t", new RawCommand("p_8a3f", "profile", new PersonCommand.SetProfile(Profile.NONE)), 6);
        assertThat(driver.state("t", "p_8a3f")).satisfies(EvaluationStageTest::hasEarned);
        driver.order("t", new RawCommand("p_8a3f", "erase", new PersonCommand.Erase(false, "asked for")), 7);
        for (Map.Entry<Topic<?, ?>, String> schema : SCHEMAS.entrySet()) {
            List<TestRecord<byte[], byte[]>> records = driver.records(schema.getKey());
            assertThat(records).as(schema.getValue()).isNotEmpty();
            for (TestRecord<byte[], byte[]> record : records) {
                if (record.value() == null) {
                    continue; // of a table, that something is gone
                }
                JsonNode value = Json.mapper().readTree(record.value());
                assertThat(JsonSchemas.problems(schema.getValue(), value)).isEmpty();
                String key = new String(record.key(), StandardCharsets.UTF_8);
                if (schema.getKey().equals(Topics.CONTEST_SCORES)) {
                    assertThat(key).isIn("t|april_quiz_cup", "t|*");
                } else {
                    assertThat(key).isEqualTo("t|p_8a3f");
                }
            }
        }
        assertThat(driver.state("t", "p_8a3f").isForgotten()).isTrue();
    }

    private static void hasEarned(ParticipantState state) {
        assertThat(state.lifetimePoints()).isEqualTo(250);
        assertThat(state.tier()).isEqualTo("bronze");
        assertThat(state.badges()).containsExactly("quiz_master");
        assertThat(state.challenge("fitness_30day").completed()).isTrue();
    }

    @Test
    void each_event_is_judged_by_the_rules_of_its_arrival() {
        driver.rule("t", Instant.ofEpochMilli(0), points(1));
        driver.rule("t", Instant.ofEpochMilli(1_000), points(5));
        driver.send(Raw.event("quiz").at(999))
                .send(Raw.event("quiz").at(1_000))
                .send(Raw.event("quiz").at(10));
        assertThat(driver.read(Topics.POINTS_OUTCOMES))
                .extracting(PointsOutcome::points)
                .containsExactly(1L, 5L, 1L);
    }

    @Test
    void what_an_objective_counted_stays_under_versions_with_another_evaluator() {
        driver.rule("t", Instant.EPOCH, objective("evaluator: streak"));
        driver.rule("t", Instant.ofEpochMilli(1_000), objective("evaluator: distinct, attribute: city"));
        driver.send(Raw.event("visit").attribute("city", "Rome").at(1_000))
                .send(Raw.event("visit").at(999))
                .send(Raw.event("visit").attribute("city", "Oslo").at(1_001));
        assertThat(driver.state("t", "p").challenge("c").objective("o").progress())
                .isEqualByComparingTo("2");
    }

    private static ObjectNode objective(String evaluator) {
        return EventDriver.definitions("""
                kind: challenge
                id: c
                title: C
                objectives: [{ id: o, label: O, %s, event_type: visit, target: 9 }]
                """.formatted(evaluator)).get(0);
    }

    @Test
    void a_rule_record_that_is_no_rule_is_counted_and_the_rules_before_it_stay() {
        driver.rule("t", Instant.EPOCH, points(1));
        driver.ruleRecord("broken", "{".getBytes(StandardCharsets.UTF_8))
                .ruleRecord("empty", null)
                .rule("t", Instant.ofEpochMilli(5), points(-3));
        driver.send(Raw.event("quiz").at(10));
        assertThat(driver.read(Topics.POINTS_OUTCOMES))
                .extracting(PointsOutcome::points)
                .containsExactly(1L);
        assertThat(driver.count("podium.rules.refused")).isEqualTo(2);
    }

    @Test
    void who_waits_for_an_event_is_reported_what_it_changed() {
        driver.rule("t", Instant.EPOCH, points(7));
        String id = EventId.at("raw-events", 0, 0, 1);
        CompletableFuture<EvaluatedEvent> waiting = driver.parts().evaluated().await(id);
        driver.send(Raw.event("quiz").header(EventHeaders.SYNC, "").at(1));
        assertThat(waiting)
                .isCompletedWithValueMatching(event -> event.results().pointsGranted() == 7);
    }

    @Test
    void a_record_that_a_stage_can_not_read_becomes_a_dead_letter_and_the_stream_goes_on() {
        driver.rule("t", Instant.EPOCH, points(7));
        driver.sendTo(Topics.ACCEPTED_EVENTS, Raw.bytes("{\"event_id\":7}".getBytes(StandardCharsets.UTF_8)));
        driver.sendTo(Topics.CONTEST_SCORES, Raw.bytes("[]".getBytes(StandardCharsets.UTF_8)));
        assertThat(driver.records(Topics.RAW_EVENTS_DLQ))
                .extracting(
                        letter -> EventDriver.reasons(letter).get(0).get("code").asText())
                .containsExactly("unreadable", "unreadable");
        driver.send(Raw.event("quiz").at(10));
        assertThat(driver.read(Topics.POINTS_OUTCOMES)).hasSize(1);
    }

    private static ObjectNode points(int amount) {
        var rule = Json.mapper()
                .createObjectNode()
                .put("kind", "earn_rule")
                .put("id", "r")
                .put("event_type", "quiz");
        rule.putObject("grant").put("amount", amount);
        return rule;
    }
}
