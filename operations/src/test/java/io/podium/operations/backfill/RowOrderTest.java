package io.podium.operations.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.ingest.catalogue.OrderSensitivity;
import io.podium.schemas.event.RawEvent;
import io.podium.schemas.json.Json;
import io.podium.schemas.key.RecordKeys;
import io.podium.schemas.rule.RuleKind;
import io.podium.schemas.rule.RuleVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RowOrderTest {

    private static final int PARTITIONS = 2;

    private final Map<Row, Mapped.Valid> events = new LinkedHashMap<>();
    private final List<Map<Integer, Long>> asked = new ArrayList<>();
    private boolean passed = true;
    private final RowOrder order = new RowOrder(
            rules(),
            PARTITIONS,
            ends -> {
                asked.add(new HashMap<>(ends));
                return passed;
            },
            Duration.ofMillis(100));

    @Test
    void rows_whose_order_does_not_matter_go_at_once() {
        row("p", "other", 0);
        row("p", "other", 1);
        row("q", "rating", 0);
        assertThat(parts()).containsExactly(List.of(0L, 1L, 2L));
    }

    @Test
    void a_row_waits_for_its_predecessor_in_another_partition_and_others_do_not() {
        row("p", "rating", 0);
        row("p", "rating", 0);
        row("p", "rating", 1);
        row("q", "rating", 1);
        row("p", "rating", 1);
        row("p", "rating", 0);
        assertThat(parts()).containsExactly(List.of(0L, 1L, 3L), List.of(2L, 4L), List.of(5L));
    }

    @Test
    void a_row_waits_for_the_last_one_of_an_earlier_step_until_that_is_committed() {
        Mapped.Valid before = event("p", "rating", 0);
        order.written(before, position(0, 41));
        row("p", "rating", 1);
        row("q", "rating", 1);
        assertThat(parts()).containsExactly(List.of(1L), List.of(0L));
        order.await(events.keySet(), events);
        assertThat(asked).containsExactly(Map.of(0, 42L));
        assertThat(order.remembered()).isZero();
        assertThat(parts()).containsExactly(List.of(0L, 1L));
    }

    @Test
    void it_does_not_wait_for_ever() {
        order.written(event("p", "rating", 0), position(0, 41));
        row("p", "rating", 1);
        passed = false;
        assertThatThrownBy(() -> order.await(events.keySet(), events))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the same command goes on from here");
    }

    @Test
    void what_it_remembers_is_bounded() {
        for (int i = 0; i <= 50_000; i++) {
            order.written(event("p" + i, "rating", 0), position(0, i));
        }
        assertThat(asked).containsExactly(Map.of(0, 50_001L));
        assertThat(order.remembered()).isZero();
    }

    private List<List<Long>> parts() {
        return order.parts(List.copyOf(events.keySet()), events).stream()
                .map(part -> part.stream().map(Row::number).toList())
                .toList();
    }

    private void row(String participant, String type, int partition) {
        events.put(Row.of(events.size(), Json.mapper().createObjectNode()), event(participant, type, partition));
    }

    private Mapped.Valid event(String participant, String type, int partition) {
        int i = 0;
        while (RecordKeys.partition(participant + type + i + "/" + events.size(), PARTITIONS) != partition) {
            i++;
        }
        return new Mapped.Event(new RawEvent(
                "t",
                participant,
                type,
                Json.mapper().createObjectNode(),
                null,
                participant + type + i + "/" + events.size(),
                null));
    }

    private static RecordMetadata position(int partition, long offset) {
        return new RecordMetadata(new TopicPartition("raw-events", partition), offset, 0, 0, 0, 0);
    }

    private static OrderSensitivity rules() {
        ObjectNode contest = Json.mapper().createObjectNode();
        contest.putObject("scoring").put("event_type", "rating").put("method", "latest");
        OrderSensitivity rules = new OrderSensitivity();
        rules.publish(new RuleVersion("t", RuleKind.CONTEST, "c", Instant.EPOCH, contest));
        return rules;
    }
}
