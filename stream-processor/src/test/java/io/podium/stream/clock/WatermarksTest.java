package io.podium.stream.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatermarksTest {

    private final KeyValueStore<Integer, Long> store = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore("watermarks"), Serdes.Integer(), Serdes.Long())
            .withLoggingDisabled()
            .build();

    @BeforeEach
    void open() {
        store.init(new MockProcessorContext<>().getStateStoreContext(), store);
    }

    @Test
    void time_is_that_of_the_partition_that_came_least_far() {
        Watermarks watermarks = new Watermarks(store, 3);
        assertThat(watermarks.advance(heartbeat(0, 100))).isEmpty();
        assertThat(watermarks.advance(heartbeat(2, 300))).isEmpty();
        assertThat(watermarks.advance(heartbeat(1, 200))).isEqualTo(OptionalLong.of(100));
        assertThat(watermarks.advance(heartbeat(1, 900))).isEmpty();
        assertThat(watermarks.advance(heartbeat(0, 800))).isEqualTo(OptionalLong.of(300));
    }

    @Test
    void time_never_runs_backwards_and_survives_a_restart() {
        Watermarks watermarks = new Watermarks(store, 1);
        assertThat(watermarks.advance(heartbeat(0, 500))).isEqualTo(OptionalLong.of(500));
        assertThat(watermarks.advance(heartbeat(0, 400))).isEmpty();
        Watermarks restarted = new Watermarks(store, 1);
        assertThat(restarted.advance(heartbeat(0, 500))).isEmpty();
        assertThat(restarted.advance(heartbeat(0, 501))).isEqualTo(OptionalLong.of(501));
    }

    @Test
    void heartbeats_go_to_every_partition_and_events_to_their_own() {
        EveryPartition<String, String> partitioner = new EveryPartition<>(value -> false);
        assertThat(partitioner.partitions("t", "k", "v", 3)).isEmpty();
        assertThat(partitioner.partitions("t", null, null, 3).orElseThrow()).containsExactlyInAnyOrder(0, 1, 2);
    }

    @Test
    void only_a_record_without_value_that_says_so_is_a_heartbeat() {
        Record<String, String> heartbeat = heartbeat(0, 5);
        assertThat(Heartbeat.is(heartbeat.value(), heartbeat.headers())).isTrue();
        assertThat(Heartbeat.is(null, new RecordHeaders())).isFalse();
        RecordHeaders pretended = new RecordHeaders();
        pretended.add("heartbeat", "0".getBytes(StandardCharsets.UTF_8));
        assertThat(Heartbeat.is("an event", pretended)).isFalse();
    }

    private static Record<String, String> heartbeat(int partition, long time) {
        return Heartbeat.of(partition, time);
    }
}
