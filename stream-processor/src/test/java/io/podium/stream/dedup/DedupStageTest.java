package io.podium.stream.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.schemas.event.AcceptedEvent;
import io.podium.schemas.event.EventHeaders;
import io.podium.schemas.event.EventId;
import io.podium.schemas.query.RawLog;
import io.podium.schemas.query.Verdict;
import io.podium.schemas.topic.Topics;
import io.podium.stream.driver.EventDriver;
import io.podium.stream.driver.Raw;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DedupStageTest {

    private static final long HOUR = TimeUnit.HOURS.toMillis(1);
    private static final long NOON = Instant.parse("2026-04-30T12:00:00Z").toEpochMilli();

    private final EventDriver driver = new EventDriver();

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void an_event_is_accepted_under_its_participant_with_its_arrival_as_timestamp() {
        driver.send(Raw.event("quiz").of("p_8a3f").key("k").at(NOON));
        List<TestRecord<byte[], byte[]>> accepted = driver.records(Topics.ACCEPTED_EVENTS);
        assertThat(accepted).singleElement().satisfies(record -> {
            assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("t|p_8a3f");
            assertThat(record.timestamp()).isEqualTo(NOON);
            AcceptedEvent event = Topics.ACCEPTED_EVENTS.value().deserializer().deserialize("", record.value());
            assertThat(event.eventId()).isEqualTo(EventId.at("raw-events", 0, 0, NOON));
            assertThat(event.occurredAt())
                    .as("the arrival, where nothing is said")
                    .isEqualTo(Instant.ofEpochMilli(NOON));
            assertThat(event.idempotencyKey()).isEqualTo("k");
            assertThat(event.sync()).isFalse();
        });
    }

    @Test
    void the_same_key_within_24_hours_is_accepted_once_and_the_first_write_wins() {
        driver.send(Raw.event("quiz").key("k").attribute("score", 1).at(NOON))
                .send(Raw.event("quiz").key("k").attribute("score", 2).at(NOON + 1))
                .send(Raw.event("lesson").of("other").key("k").at(NOON + 24 * HOUR - 1));
        assertThat(driver.read(Topics.ACCEPTED_EVENTS)).singleElement().satisfies(event -> assertThat(
                        event.attributes().get("score").intValue())
                .isEqualTo(1));
    }

    @Test
    void after_24_hours_the_key_is_free_again_and_duplicates_do_not_extend_the_window() {
        driver.send(Raw.event("quiz").key("k").at(NOON))
                .send(Raw.event("quiz").key("k").at(NOON + 23 * HOUR))
                .send(Raw.event("quiz").key("k").at(NOON + 24 * HOUR));
        assertThat(driver.read(Topics.ACCEPTED_EVENTS)).hasSize(2);
        driver.send(Raw.event("quiz").key("k").at(NOON + 48 * HOUR - 1));
        assertThat(driver.read(Topics.ACCEPTED_EVENTS)).isEmpty();
        driver.send(Raw.event("quiz").key("k").at(NOON + 48 * HOUR));
        assertThat(driver.read(Topics.ACCEPTED_EVENTS)).hasSize(1);
    }

    @Test
    void a_duplicate_that_is_late_or_out_of_order_is_still_caught() {
        driver.send(Raw.event("quiz").key("k").at(NOON))
                .send(Raw.event("other").at(NOON + 20 * HOUR))
                .send(Raw.event("quiz").key("k").at(NOON - 100 * HOUR));
        assertThat(driver.read(Topics.ACCEPTED_EVENTS)).hasSize(2);
    }

    @Test
    void a_late_first_event_takes_its_key_at_stream_time_and_is_not_dropped() {
        driver.send(Raw.event("other").at(NOON))
                .send(Raw.event("quiz").key("k").at(NOON - 1000 * HOUR))
                .send(Raw.event("quiz").key("k").at(NOON + 23 * HOUR));
        assertThat(driver.read(Topics.ACCEPTED_EVENTS)).hasSize(2);
    }

    @Test
    void the_key_of_another_tenant_is_another_key() {
        driver.send(Raw.event("quiz").key("k").at(NOON))
                .send(Raw.event("quiz").tenant("u").key("k").at(NOON));
        assertThat(driver.read(Topics.ACCEPTED_EVENTS)).hasSize(2);
    }

    @Test
    void events_without_key_are_never_duplicates_and_have_ids_of_their_own() {
        driver.send(Raw.event("quiz").at(NOON)).send(Raw.event("quiz").at(NOON));
        List<AcceptedEvent> accepted = driver.read(Topics.ACCEPTED_EVENTS);
        assertThat(accepted).hasSize(2).allMatch(event -> EventId.isValid(event.eventId()));
        assertThat(accepted.get(0).eventId()).isNotEqualTo(accepted.get(1).eventId());
    }

    @Test
    void nobody_chooses_an_event_id_also_by_a_header_and_under_another_key() {
        String chosen = "evt_01HWABCDEFGHJKMNPQRSTVWXYZ";
        driver.send(Raw.event("quiz").header(EventHeaders.EVENT_ID, chosen).at(NOON))
                .send(Raw.event("quiz").header(EventHeaders.EVENT_ID, chosen).at(NOON))
                .send(Raw.event("quiz")
                        .tenant("u")
                        .key("k")
                        .recordKey("other")
                        .header(EventHeaders.EVENT_ID, chosen)
                        .at(NOON))
                .send(Raw.event("quiz").header(EventHeaders.EVENT_ID, "no id").at(NOON));
        assertThat(driver.read(Topics.ACCEPTED_EVENTS))
                .extracting(AcceptedEvent::eventId)
                .containsExactly(
                        EventId.at("raw-events", 0, 0, NOON),
                        EventId.at("raw-events", 0, 1, NOON),
                        EventId.at("raw-events", 0, 2, NOON),
                        EventId.at("raw-events", 0, 3, NOON));
    }

    @Test
    void spaces_around_a_key_are_no_part_of_it_wherever_it_stands() {
        driver.send(Raw.event("quiz").key("k").at(NOON))
                .send(Raw.event("quiz").key(" k").at(NOON))
                .send(Raw.event("quiz").recordKey("k\t").at(NOON));
        assertThat(driver.read(Topics.ACCEPTED_EVENTS)).hasSize(1);
        assertThat(driver.count("podium.dedup.duplicate")).isEqualTo(2);
    }

    @Test
    void a_record_key_alone_is_the_idempotency_key() {
        driver.send(Raw.event("quiz").recordKey("k").at(NOON))
                .send(Raw.event("quiz").key("k").at(NOON));
        assertThat(driver.read(Topics.ACCEPTED_EVENTS))
                .singleElement()
                .satisfies(event -> assertThat(event.idempotencyKey()).isEqualTo("k"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"another", ""})
    void a_record_under_another_key_moves_to_its_own_and_is_credited_once(String recordKey) {
        driver.send(Raw.event("quiz")
                .key("k")
                .recordKey(recordKey.isEmpty() ? null : recordKey)
                .at(NOON));
        assertThat(driver.records(Topics.REKEYED_EVENTS)).singleElement().satisfies(moved -> {
            assertThat(new String(moved.key(), StandardCharsets.UTF_8)).isEqualTo("k");
            assertThat(moved.headers().lastHeader(EventHeaders.EVENT_ID)).isNotNull();
        });
        driver.send(Raw.event("quiz").key("k").at(NOON + 1));
        assertThat(driver.read(Topics.ACCEPTED_EVENTS)).hasSize(1);
        assertThat(driver.count("podium.dedup.rekeyed")).isEqualTo(1);
    }

    @Test
    void the_tenant_may_stand_in_the_body() {
        driver.send(Raw.event("quiz")
                .without(EventHeaders.TENANT)
                .with("tenant_id", "u")
                .at(NOON));
        assertThat(driver.read(Topics.ACCEPTED_EVENTS)).singleElement().satisfies(event -> assertThat(event.tenantId())
                .isEqualTo("u"));
    }

    @Test
    void what_is_no_event_goes_to_the_dead_letters_as_it_came_with_every_reason_and_its_place() {
        byte[] value = "{\"participant_id\": 7}".getBytes(StandardCharsets.UTF_8);
        driver.send(Raw.event("quiz").at(NOON))
                .send(Raw.bytes(value)
                        .recordKey("x")
                        .without(EventHeaders.TENANT)
                        .at(NOON));
        assertThat(driver.records(Topics.RAW_EVENTS_DLQ)).singleElement().satisfies(letter -> {
            assertThat(letter.value()).isEqualTo(value);
            assertThat(letter.key()).isEqualTo("x".getBytes(StandardCharsets.UTF_8));
            assertThat(EventDriver.reasons(letter).findValuesAsText("path"))
                    .containsExactly("participant_id", "event_type");
            assertThat(text(letter, EventHeaders.DLQ_TOPIC)).isEqualTo("raw-events");
            assertThat(text(letter, EventHeaders.DLQ_PARTITION)).isEqualTo("0");
            assertThat(text(letter, EventHeaders.DLQ_OFFSET)).isEqualTo("1");
        });
        driver.send(Raw.event("quiz").at(NOON));
        assertThat(driver.read(Topics.ACCEPTED_EVENTS)).hasSize(2);
    }

    @Test
    void headers_that_make_no_sense_are_reasons_too() {
        driver.send(Raw.event("quiz").tenant("two words").at(NOON))
                .send(Raw.event("quiz").with("tenant_id", "other").at(NOON))
                .send(Raw.event("quiz").without(EventHeaders.TENANT).at(NOON))
                .send(Raw.event("quiz").recordKey("x".repeat(256)).at(NOON));
        assertThat(driver.records(Topics.RAW_EVENTS_DLQ))
                .extracting(letter -> EventDriver.reasons(letter).findValuesAsText("code"))
                .containsExactly(List.of("bad_format"), List.of("conflict"), List.of("missing"), List.of("bad_key"));
        assertThat(driver.read(Topics.ACCEPTED_EVENTS)).isEmpty();
    }

    @Test
    void the_counters_balance_whatever_comes() {
        driver.send(Raw.event("quiz").key("k").at(NOON))
                .send(Raw.event("quiz").key("k").at(NOON))
                .send(Raw.event("quiz").key("k").recordKey(null).at(NOON))
                .send(Raw.bytes(new byte[] {1, 2, 3}).at(NOON))
                .send(Raw.event("quiz").at(NOON));
        assertThat(driver.count("podium.dedup.received")).isEqualTo(6);
        assertThat(driver.count("podium.dedup.accepted")).isEqualTo(2);
        assertThat(driver.count("podium.dedup.duplicate")).isEqualTo(2);
        assertThat(driver.count("podium.dedup.rekeyed")).isEqualTo(1);
        assertThat(driver.count("podium.dedup.dead.lettered")).isEqualTo(1);
    }

    @Test
    void verdicts_can_be_asked_for_as_soon_as_a_record_is_processed() {
        driver.send(Raw.event("quiz").key("k").at(NOON))
                .send(Raw.event("quiz").key("k").at(NOON))
                .send(Raw.bytes(new byte[0]).at(NOON));
        VerdictTracker board = driver.parts().verdicts().of(RawLog.EVENTS);
        assertThat(board.verdict(0, 0)).contains(Verdict.NEW);
        assertThat(board.verdict(0, 1)).contains(new Verdict(EventId.at("raw-events", 0, 0, NOON)));
        assertThat(board.verdict(0, 2)).as("no event, no verdict").isEmpty();
        assertThat(board.verdict(0, 3)).as("not processed yet").isEmpty();
        assertThat(board.verdict(1, 0)).as("not this partition").isEmpty();
    }

    private static String text(TestRecord<byte[], byte[]> record, String header) {
        return new String(record.headers().lastHeader(header).value(), StandardCharsets.UTF_8);
    }
}
