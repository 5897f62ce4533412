package io.podium.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.ingest.http.Front.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** Texts that look like tokens, and tokens with something changed: never an answer, and never a failure. */
class TokenFuzzProperties {

    private static final Front FRONT = new Front();
    private static final String GOOD = FRONT.post("/api/v1/auth/participant-token", "{\"participant_id\": \"ann\"}")
            .text("token");

    @AfterContainer
    static void close() {
        FRONT.close();
    }

    @Property
    void no_text_but_a_token_is_answered(@ForAll("texts") String text) {
        Reply reply = FRONT.header("Authorization", "Bearer " + text).get("/api/v1/gamify/state/ann");
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.text("error")).isIn("token_invalid", "unauthorized");
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(changed(), parts());
    }

    /** A good token with one character replaced. */
    private static Arbitrary<String> changed() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, GOOD.length() - 1),
                        Arbitraries.chars().with("ABCxyz019-_.".toCharArray()))
                .as((place, other) -> GOOD.substring(0, place) + other + GOOD.substring(place + 1))
                .filter(text -> !text.equals(GOOD));
    }

    private static Arbitrary<String> parts() {
        List<String> parts = List.of(GOOD.split("\\."));
        Arbitrary<String> json = Arbitraries.of(
                        "{\"alg\":\"none\"}",
                        "{\"alg\":\"HS256\"}",
                        "{\"alg\":\"ES256\"}",
                        "{\"alg\":\"ES256\",\"crit\":[\"b64\"],\"b64\":false}",
                        "{\"alg\":\"ES256\",\"jku\":\"http://127.0.0.1:1/\"}",
                        "{\"alg\":7}",
                        "{\"alg\":null}",
                        "{",
                        "[]",
                        "7",
                        "",
                        "{\"sub\":\"ann\",\"iss\":\"podium\"}",
                        "{\"sub\":\"ann\",\"exp\":1e999}",
                        "[".repeat(2_000))
                .map(text ->
                        Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
        Arbitrary<String> part = Arbitraries.oneOf(
                json,
                Arbitraries.of(parts),
                Arbitraries.strings().withCharRange('!', '~').ofMaxLength(40));
        return part.list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(list -> String.join(".", list))
                .filter(text -> !text.equals(GOOD));
    }
}
