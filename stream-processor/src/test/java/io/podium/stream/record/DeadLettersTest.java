package io.podium.stream.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.schemas.event.EventHeaders;
import io.podium.schemas.event.Problem;
import io.podium.schemas.topic.Topics;
import io.podium.stream.driver.EventDriver;
import io.podium.stream.driver.Raw;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

    private static final List<Problem> WHY = List.of(new Problem("", "wrong", "it is"));

    @Test
    void a_record_is_kept_as_it_came() {
        RecordHeaders own = new RecordHeaders();
        own.add("a", new byte[] {1});
        DeadLetters.Letter letter = DeadLetters.letter(new byte[] {2}, new byte[] {3}, own, "raw-events", 4, 5, WHY);
        assertThat(letter.key()).containsExactly(2);
        assertThat(letter.value()).containsExactly(3);
        assertThat(letter.headers().lastHeader("a").value()).containsExactly(1);
        assertThat(EventHeaders.text(letter.headers(), EventHeaders.DLQ_OFFSET)).contains("5");
        assertThat(letter.headers().lastHeader(EventHeaders.DLQ_OMITTED)).isNull();
    }

    @Test
    void parts_beyond_what_the_topic_takes_are_left_out_and_named() {
        RecordHeaders own = new RecordHeaders();
        own.add("a", new byte[DeadLetters.HEADER_BYTES]);
        DeadLetters.Letter letter = DeadLetters.letter(
                new byte[DeadLetters.KEY_BYTES + 1],
                new byte[DeadLetters.VALUE_BYTES + 1],
                own,
                "raw-events",
                0,
                0,
                WHY);
        assertThat(letter.key()).isNull();
        assertThat(letter.value()).isNull();
        assertThat(letter.headers().lastHeader("a")).isNull();
        assertThat(EventHeaders.text(letter.headers(), EventHeaders.DLQ_OMITTED))
                .contains("key,value,headers");
    }

    @Test
    void at_the_bounds_it_is_whole_and_within_the_limit_of_its_topic() {
        DeadLetters.Letter letter = DeadLetters.letter(
                new byte[DeadLetters.KEY_BYTES],
                new byte[DeadLetters.VALUE_BYTES],
                new RecordHeaders(),
                "raw-events",
                0,
                0,
                Collections.nCopies(100, new Problem("p".repeat(255), "wrong", "m".repeat(1_000))));
        long size = (long) letter.key().length + letter.value().length + DeadLetters.HEADER_BYTES;
        for (var header : letter.headers()) {
            size += header.value().length;
        }
        assertThat(size)
                .isLessThan(Long.parseLong(Topics.RAW_EVENTS_DLQ.settings().get("max.message.bytes")));
    }

    @Test
    void a_raw_record_that_a_compressed_batch_inflated_to_is_refused_unread() {
        try (EventDriver driver = new EventDriver()) {
            driver.send(Raw.event("quiz")
                            .with("text", "x".repeat(2_000_000))
                            .key("k")
                            .at(1))
                    .send(Raw.event("quiz").key("k").at(2));
            assertThat(driver.read(Topics.ACCEPTED_EVENTS)).hasSize(1);
            assertThat(driver.records(Topics.RAW_EVENTS_DLQ)).singleElement().satisfies(letter -> {
                assertThat(letter.value()).isNull();
                assertThat(EventDriver.reasons(letter).findValuesAsText("code")).containsExactly("too_large");
            });
        }
    }

    @Test
    void what_is_moved_to_its_key_leaves_a_producers_headers_behind() {
        try (EventDriver driver = new EventDriver()) {
            driver.send(Raw.event("quiz")
                    .key("k")
                    .recordKey("other")
                    .header("large", "x".repeat(500_000))
                    .at(1));
            assertThat(driver.records(Topics.REKEYED_EVENTS)).singleElement().satisfies(moved -> {
                assertThat(moved.headers().lastHeader("large")).isNull();
                assertThat(moved.headers().lastHeader(EventHeaders.TENANT)).isNotNull();
            });
            assertThat(driver.read(Topics.ACCEPTED_EVENTS)).hasSize(1);
        }
    }
}
