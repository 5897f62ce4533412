package io.podium.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.ingest.http.Front.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadEndpointsTest {

    private final Front front = new Front();

    @AfterEach
    void close() {
        front.close();
    }

    @Test
    void a_participants_state_is_read_also_with_an_escaped_id() {
        assertThat(front.get("/api/v1/gamify/state/p_8a3f").text("participant_id"))
                .isEqualTo("p_8a3f");
        assertThat(front.get("/api/v1/gamify/state/a%20b%7Cc").text("participant_id"))
                .isEqualTo("a b|c");
    }

    @Test
    void a_leaderboard_has_a_limit_and_may_be_around_somebody() {
        Reply top = front.get("/api/v1/contests/cup/leaderboard");
        assertThat(top.body().at("/rows/0/participant_id").asText()).isEqualTo("best");
        assertThat(top.body().at("/rows/0/score").asInt())
                .as("the default limit")
                .isEqualTo(20);
        Reply around = front.get("/api/v1/contests/cup/leaderboard?limit=3&around=ann");
        assertThat(around.body().at("/rows/0/participant_id").asText()).isEqualTo("ann");
        assertThat(around.body().at("/rows/0/score").asInt()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "501", "-1", "many", "1.5", "99999999999", ""})
    void a_limit_out_of_range_is_400(String limit) {
        Reply reply = front.get("/api/v1/contests/cup/leaderboard?limit=" + limit);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("error")).isEqualTo("invalid_parameter");
    }

    @Test
    void who_has_no_rank_and_a_contest_that_is_none_are_404() {
        assertThat(front.get("/api/v1/contests/cup/rank/ann").body().get("rank").asInt())
                .isEqualTo(1);
        expectUnknown("/api/v1/contests/cup/rank/nobody", "participant nobody has no score in contest cup");
        expectUnknown(
                "/api/v1/contests/cup/leaderboard?around=nobody", "participant nobody has no score in contest cup");
        expectUnknown("/api/v1/contests/none/rank/ann", "contest none is unknown");
        expectUnknown("/api/v1/contests/none/leaderboard", "contest none is unknown");
    }

    @Test
    void while_nobody_can_answer_a_read_is_503() {
        front.engine.readsDown = true;
        assertThat(front.get("/api/v1/gamify/state/p").status()).isEqualTo(503);
    }

    private void expectUnknown(String path, String message) {
        Reply reply = front.get(path);
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.body().get("message").asText()).isEqualTo(message);
    }
}
