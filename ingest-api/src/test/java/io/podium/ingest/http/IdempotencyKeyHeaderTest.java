package io.podium.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podium.ingest.http.Front.Reply;
import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyHeaderTest {

    private static final HttpString NAME = new HttpString("Idempotency-Key");

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "p:1 | p:1",
                "\"p:1\" | p:1",
                "\" p:1 \" | p:1",
                "\"a\\\"b\" | a\"b",
                "\"a\\\\b\" | a\\b",
                "\"half | \"half",
                "zoë:日😀 | zoë:日😀",
                "\"zoë\" | zoë"
            },
            delimiter = '|')
    void a_key_is_the_same_text_as_in_a_body(String header, String key) throws RefusedException {
        assertThat(IdempotencyKeyHeader.read(headers(header))).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"\"", " ", "\" \""})
    void an_empty_key_is_refused(String header) {
        assertThatThrownBy(() -> IdempotencyKeyHeader.read(headers(header))).isInstanceOf(RefusedException.class);
    }

    @Test
    void two_headers_bytes_that_are_no_text_and_too_many_characters_are_refused() {
        HeaderMap two = headers("a");
        two.add(NAME, "b");
        assertThatThrownBy(() -> IdempotencyKeyHeader.read(two)).hasMessageContaining("one header");
        HeaderMap latin = new HeaderMap().put(NAME, "zo\u00eb");
        assertThatThrownBy(() -> IdempotencyKeyHeader.read(latin)).hasMessageContaining("UTF-8");
        assertThatThrownBy(() -> IdempotencyKeyHeader.read(headers("x".repeat(256))))
                .hasMessageContaining("1 to 255");
    }

    @Test
    void spaces_around_a_key_in_a_body_are_no_part_of_it_and_a_batch_takes_no_header() {
        try (Front front = new Front()) {
            String event = "{\"participant_id\":\"p\",\"event_type\":\"login\",\"idempotency_key\":\"%s\"}";
            assertThat(front.post(Front.SINGLE, event.formatted("w ")).status()).isEqualTo(202);
            assertThat(front.post(Front.SINGLE, event.formatted(" w")).status()).isEqualTo(200);
            front.header("Idempotency-Key", "w");
            assertThat(front.post(Front.SINGLE, event.formatted("w")).status()).isEqualTo(200);
            Reply batch = front.post(Front.BATCH, "{\"events\":[" + event.formatted("w") + "]}");
            assertThat(batch.status()).isEqualTo(400);
            assertThat(batch.codes()).containsExactly("not_for_batches");
        }
    }

    private static HeaderMap headers(String value) {
        // As the server reads them: byte by byte.
        return new HeaderMap()
                .put(NAME, new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }
}
