package io.podium.stream.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.schemas.command.Command;
import io.podium.schemas.command.RawCommand;
import io.podium.schemas.event.AcceptedEvent;
import io.podium.schemas.event.EventHeaders;
import io.podium.schemas.json.Json;
import io.podium.schemas.outcome.PointsKind;
import io.podium.schemas.outcome.PointsOutcome;
import io.podium.schemas.topic.Topics;
import io.podium.stream.driver.EventDriver;
import io.podium.stream.driver.Raw;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandStageTest {

    private static final long NOON = Instant.parse("2026-04-30T12:00:00Z").toEpochMilli();
    private static final long MIDNIGHT = Instant.parse("2026-05-01T00:00:00Z").toEpochMilli();

    private final EventDriver driver = new EventDriver();

    @AfterEach
    void close() {
        driver.close();
    }

    private static RawCommand grant(String participant, String key, Instant expiresAt) {
        return new RawCommand(participant, key, new Command.Grant(10, "goodwill", null, expiresAt, true));
    }

    private List<PointsOutcome> lines() {
        return driver.read(Topics.POINTS_OUTCOMES);
    }

    @Test
    void a_command_counts_once_whatever_its_repeats_say() {
        driver.order("t", grant("p", "k", null), NOON).order("t", grant("q", "k", null), NOON + 1);
        assertThat(lines()).singleElement().satisfies(line -> {
            assertThat(line.participantId()).isEqualTo("p");
            assertThat(line.kind()).isEqualTo(PointsKind.GRANT);
        });
        assertThat(driver.count("podium.dedup.duplicate")).isEqualTo(1);
    }

    @Test
    void no_event_takes_the_key_of_a_command_and_no_tenant_that_of_another() {
        driver.send(Raw.event("e").key("k").at(NOON))
                .order("t", grant("p", "k", null), NOON)
                .order("u", grant("p", "k", null), NOON);
        assertThat(lines()).hasSize(2);
        assertThat(driver.count("podium.dedup.duplicate")).isZero();
    }

    @Test
    void what_clients_send_orders_nothing() {
        driver.send(Raw.event("points_granted")
                .with("command", Map.of("type", "grant", "amount", 5, "reason", "r", "counts_for_lifetime", true))
                .at(NOON));
        assertThat(driver.read(Topics.ACCEPTED_EVENTS))
                .singleElement()
                .extracting(AcceptedEvent::command)
                .isNull();
        assertThat(lines()).isEmpty();
    }

    @Test
    void a_record_of_raw_commands_that_is_no_command_is_a_dead_letter_and_stops_nothing() {
        String good = new String(Json.write(grant("p", "k", null)), StandardCharsets.UTF_8);
        for (String bad : List.of(
                "{",
                "[]",
                "null",
                good.replace("10", "0"),
                good.replace("10", "1000001"),
                good.replace("\"counts", "\"expires_at\":\"9999-01-01T00:00:00Z\",\"counts"),
                good.replace("\"counts", "\"expires_at\":\"+1000000000-12-31T23:59:59.999999999Z\",\"counts"),
                good.replace("\"grant\"", "\"gift\""),
                good.replace("\"p\"", "\"\""),
                good.replace("\"k\"", "\"another key than the record's\""))) {
            driver.sendTo(
                    Topics.RAW_COMMANDS,
                    Raw.bytes(bad.getBytes(StandardCharsets.UTF_8))
                            .recordKey("k")
                            .at(NOON));
        }
        driver.sendTo(
                Topics.RAW_COMMANDS,
                Raw.bytes(good.getBytes(StandardCharsets.UTF_8))
                        .recordKey("k")
                        .without(EventHeaders.TENANT)
                        .at(NOON));
        assertThat(driver.records(Topics.RAW_EVENTS_DLQ)).hasSize(11);
        driver.order("t", grant("p", "k", null), NOON);
        assertThat(lines()).hasSize(1);
    }

    @Test
    void points_of_those_who_do_nothing_any_more_expire_by_the_time_of_the_log() {
        driver.order("t", grant("p", "k", Instant.ofEpochMilli(MIDNIGHT)), NOON);
        lines();
        driver.send(Raw.heartbeat(MIDNIGHT - 1));
        assertThat(lines()).isEmpty();
        driver.send(Raw.heartbeat(MIDNIGHT + 5_000));
        assertThat(lines()).singleElement().satisfies(line -> {
            assertThat(line.kind()).isEqualTo(PointsKind.EXPIRE);
            assertThat(line.delta()).isEqualTo(-10);
            assertThat(line.head().processedAt()).isEqualTo(Instant.ofEpochMilli(MIDNIGHT));
        });
        assertThat(driver.state("t", "p").account().expired()).isEqualTo(10);
    }

    @Test
    void a_heartbeat_ends_a_thousand_and_the_next_the_others() {
        for (int i = 0; i < Dues.MOST + 5; i++) {
            driver.order("t", grant("p" + i, "k" + i, Instant.ofEpochMilli(MIDNIGHT)), NOON);
        }
        lines();
        driver.send(Raw.heartbeat(MIDNIGHT));
        assertThat(lines()).hasSize(Dues.MOST);
        driver.send(Raw.heartbeat(MIDNIGHT + 1_000));
        assertThat(lines()).hasSize(5);
        driver.send(Raw.heartbeat(MIDNIGHT + 2_000));
        assertThat(lines()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"998, true", "999, false"})
    void a_value_that_another_event_brought_is_looked_for_in_the_latest_thousand(int between, boolean stays) {
        driver.rules("""
                kind: challenge
                id: brands
                title: Brands
                objectives:
                  - { id: o, label: Brands, event_type: e, evaluator: distinct, attribute: brand, target: 5 }
                ---
                { kind: earn_rule, id: r, event_type: between, grant: { amount: 1 } }
                """).send(Raw.event("e").attribute("brand", "a").at(NOON));
        for (int i = 0; i < between; i++) {
            driver.send(Raw.event("between").at(NOON + 1 + i));
        }
        driver.send(Raw.event("e").key("last").attribute("brand", "a").at(NOON + 5_000))
                .send(Raw.event("refund").with("reverses", "last").at(NOON + 6_000));
        assertThat(driver.state("t", "p").challenge("brands").objective("o").progress())
                .isEqualByComparingTo(stays ? "1" : "0");
    }

    @Test
    void a_refund_that_comes_as_an_event_takes_its_order_back_once() {
        driver.rules("{ kind: earn_rule, id: r, event_type: purchase, grant: { amount: 30 } }")
                .send(Raw.event("purchase").key("order").at(NOON))
                .send(Raw.event("refund")
                        .key("refund")
                        .with("reverses", "order")
                        .at(NOON + 1))
                .send(Raw.event("refund").key("again").with("reverses", "order").at(NOON + 2));
        assertThat(lines())
                .extracting(PointsOutcome::kind, PointsOutcome::delta)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(PointsKind.EARN, 30L),
                        org.assertj.core.groups.Tuple.tuple(PointsKind.REVERSE, -30L),
                        org.assertj.core.groups.Tuple.tuple(PointsKind.REVERSE, 0L));
        assertThat(driver.state("t", "p").account().available()).isZero();
    }
}
