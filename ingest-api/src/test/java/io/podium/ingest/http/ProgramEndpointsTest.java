package io.podium.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.ingest.http.Front.Reply;
import io.podium.schemas.json.Json;
import io.podium.schemas.rule.RuleKind;
import io.podium.schemas.rule.RuleVersion;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramEndpointsTest {

    private static final String CONTEST = """
            {"kind": "contest", "id": "%s", "title": "T", "starts_at": "2026-01-01T00:00:00Z",
             "ends_at": "%s-01-01T00:00:00+01:00", "scoring": {"event_type": "e", "method": "count"},
             "when": "true", "max_reward_liability": 5, "draft": %s,
             "fraud_rules": {"max_score_per_minute": 5, "on_exceed": "drop"}}""";

    private final Front front = new Front().header("Authorization", "Bearer " + Front.PART);

    @AfterEach
    void close() {
        front.close();
    }

    @BeforeEach
    void publish() throws IOException {
        publish(RuleKind.CONTEST, "cup", CONTEST.formatted("cup", 2030, false));
        publish(RuleKind.CONTEST, "older", CONTEST.formatted("older", 2029, false));
        publish(RuleKind.CONTEST, "secret", CONTEST.formatted("secret", 2031, true));
        publish(RuleKind.BADGE, "b", "{\"kind\": \"badge\", \"id\": \"b\", \"label\": \"B\", \"rarity\": \"rare\"}");
        publish(RuleKind.CHALLENGE, "c", """
                {"kind": "challenge", "id": "c", "title": "C", "objectives": [{"id": "o", "label": "O",
                 "evaluator": "count", "event_type": "e", "when": "true", "target": 5,
                 "match": {"all": []}}]}""");
        publish(RuleKind.EARN_RULE, "r", "{\"kind\": \"earn_rule\", \"id\": \"r\"}");
    }

    private void publish(RuleKind kind, String id, String definition) throws IOException {
        front.rules.publish(new RuleVersion(Front.TENANT, kind, id, Instant.EPOCH, (ObjectNode)
                Json.mapper().readTree(definition)));
    }

    @Test
    void what_participants_may_know_is_shown_and_nothing_else() {
        JsonNode programs = front.get("/api/v1/programs").body().get("programs");
        assertThat(programs.findValuesAsText("id")).contains("cup", "older", "b", "c", "o");
        assertThat(programs.toString())
                .doesNotContain("secret", "when", "match", "fraud", "liability", "scoring", "event_type", "earn");
        assertThat(programs.toString()).contains("\"target\":5", "\"rarity\":\"rare\"");
    }

    @Test
    void kinds_are_chosen() {
        JsonNode programs =
                front.get("/api/v1/programs?kind=badge,tiers").body().get("programs");
        assertThat(programs.findValuesAsText("kind")).containsExactly("badge");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/programs?kind=earn_rule",
                "/api/v1/programs?kind=",
                "/api/v1/contests?state=draft",
                "/api/v1/contests?limit=0",
                "/api/v1/contests?cursor=nope",
                "/api/v1/gamify/participants/p?include=all"
            })
    void what_is_not_known_is_400_with_what_is(String path) {
        Reply reply = front.get(path);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("error")).isEqualTo("invalid_parameter");
        assertThat(reply.text("message")).startsWith("expected ");
    }

    @Test
    void contests_come_in_pages_those_first_that_end_last() {
        // The engine of this test knows the contest cup alone.
        JsonNode all = front.get("/api/v1/contests").body();
        assertThat(all.at("/contests").findValuesAsText("contest_id")).containsExactly("cup");
        assertThat(all.at("/contests/0/state").asText()).isEqualTo("active");
        assertThat(all.at("/contests/0/ends_at").asText()).isEqualTo("2029-12-31T23:00:00Z");
        assertThat(all.has("next_cursor")).isFalse();
        assertThat(front.get("/api/v1/contests?state=completed").body().get("contests"))
                .isEmpty();
        // A cursor is a position, whether or not a contest is there: it may have been retired, or have moved.
        String behind =
                front.get("/api/v1/contests?cursor=1893452400000.cup").body().toString();
        assertThat(behind).doesNotContain("\"cup\"");
        assertThat(front.get("/api/v1/contests?cursor=1893452400001.gone")
                        .body()
                        .toString())
                .contains("\"cup\"");
    }

    @Test
    void a_participant_has_the_parts_that_are_asked_for_and_the_profile_is_for_administrators() {
        JsonNode all = front.get("/api/v1/gamify/participants/ann").body();
        assertThat(List.of(
                        all.at("/contests/0/contest_id").asText(),
                        all.at("/tier/label").asText()))
                .containsExactly("cup", "Gold");
        assertThat(all.has("profile")).isFalse();
        JsonNode some =
                front.get("/api/v1/gamify/participants/ann?include=tier,badges").body();
        assertThat(some.has("points") || some.has("contests")).isFalse();
        assertThat(some.has("badges")).isTrue();
        front.header("Authorization", "Bearer " + Front.ADMIN);
        assertThat(front.get("/api/v1/gamify/participants/ann").body().has("profile"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/contests",
                "/api/v1/gamify/participants/ann",
                "/api/v1/gamify/participants/ann?include=contests"
            })
    void a_board_that_no_processor_can_be_asked_for_is_never_left_out(String path) throws IOException {
        publish(RuleKind.CONTEST, "elsewhere", CONTEST.formatted("elsewhere", 2030, false));
        Reply reply = front.get(path);
        assertThat(reply.status()).isEqualTo(503);
        assertThat(front.get("/api/v1/gamify/participants/ann?include=tier").status())
                .isEqualTo(200);
    }

    @Test
    void every_date_time_that_a_definition_may_have_can_be_read() throws IOException {
        publish(
                RuleKind.CONTEST,
                "cup",
                CONTEST.formatted("cup", 2030, false)
                        .replace("2026-01-01T00:00:00Z", "2016-12-31T23:59:60Z")
                        .replace("-01-01T00:00:00+01:00", "-01-01T00:00:00.123456789012+01:00"));
        assertThat(front.get("/api/v1/contests")
                        .body()
                        .at("/contests/0/ends_at")
                        .asText())
                .isEqualTo("2029-12-31T23:00:00.123456789Z");
        assertThat(front.get("/api/v1/gamify/participants/ann").status()).isEqualTo(200);
    }
}
