package io.podium.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.ingest.access.RateLimits;
import io.podium.ingest.http.Front.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A small request causes neither a large answer nor a large heap. */
class AmplificationTest {

    private final Front front = new Front(RateLimits.Limits.OFF, new Admission(100, 100_000, 64L * 1024 * 1024));

    @AfterEach
    void close() {
        front.close();
    }

    @Test
    void problems_of_an_event_and_of_an_answer_are_counted_beyond_a_bound() {
        String event = "{\"participant_id\":\"p\",\"event_type\":\"e\",\"attributes\":{\"a\":[" + "1e999,".repeat(999)
                + "1e999]}}";
        Reply one = front.post(Front.SINGLE, event);
        assertThat(one.status()).isEqualTo(400);
        assertThat(one.body().get("details")).hasSize(20);
        assertThat(one.body().at("/details/19/message").textValue()).startsWith("981 more");

        Reply all = front.post(Front.BATCH, "{\"events\":[" + (event + ",").repeat(99) + event + "]}");
        assertThat(all.status()).isEqualTo(400);
        assertThat(all.body().get("details")).hasSize(200);
        assertThat(all.body().at("/details/199/message").textValue())
                .as("100 events with 1,000 problems each; those shown stand for 199 + 9 * 980")
                .startsWith((100_000 - 199 - 9 * 980) + " more");
    }

    @Test
    void warnings_of_a_batch_are_bounded_too() {
        String attributes = "\"q\":1";
        for (int i = 0; i < 200; i++) {
            attributes += ",\"x" + i + "\":1";
        }
        String event =
                "{\"participant_id\":\"p\",\"event_type\":\"quiz_completed\",\"attributes\":{" + attributes + "}}";
        Reply reply = front.post(Front.BATCH, "{\"events\":[" + (event + ",").repeat(99) + event + "]}");
        assertThat(reply.status()).isEqualTo(202);
        int warnings = reply.body().findValues("warnings").stream()
                .mapToInt(JsonNode::size)
                .sum();
        assertThat(warnings).isBetween(200, 300);
        assertThat(reply.body().at("/results/0/warnings/19/message").textValue())
                .isEqualTo("182 more like these");
    }

    @Test
    void a_long_name_is_shortened_in_a_problem() {
        Reply reply = front.post(
                Front.SINGLE,
                "{\"participant_id\":\"p\",\"event_type\":\"e\",\"attributes\":{\"" + "n".repeat(900) + "\":1e999}}");
        assertThat(reply.http().body().length()).isLessThan(3_000);
        assertThat(reply.body().at("/details/0/path").textValue()).hasSize(255).endsWith("\u2026");
    }

    @Test
    void a_few_bytes_of_gzip_can_not_become_a_large_tree() {
        front.header("Content-Encoding", "gzip");
        String bomb = "{\"events\":[{\"a\":[" + "{},".repeat(1_000_000) + "{}]}]}";
        Reply reply = front.post(Front.BATCH, gzip(bomb));
        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.text("error")).isEqualTo("body_too_complex");
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
