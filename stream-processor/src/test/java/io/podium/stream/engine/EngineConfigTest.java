package io.podium.stream.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podium.schemas.config.KafkaConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class EngineConfigTest {

    @Test
    void all_wrong_settings_are_reported_at_once() {
        assertThatThrownBy(() -> new EngineConfig.Group("app", Optional.empty(), 0, -1))
                .hasMessage("threads: expected 1 to 64, but 0; standbys: expected 0 to 8, but -1");
        assertThatThrownBy(() -> new EngineConfig.Stores(
                        Path.of("state"), 15, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(-1)))
                .hasMessageContaining("rocksdb-memory-mb: expected 16 to 1048576, but 15")
                .hasMessageContaining("dedup-window: expected at least PT1S, but PT0S")
                .hasMessageContaining("result-retention: expected at least PT1S, but PT0S")
                .hasMessageContaining("ledger-retention: expected at least PT0S, but PT-1S");
        assertThatThrownBy(() -> new EngineConfig.Commits(Duration.ofMillis(-1), Duration.ZERO, false))
                .hasMessageContaining("commit-interval: expected at least PT0S, but PT-0.001S")
                .hasMessageContaining("sync-commit-interval: expected at least PT0.001S, but PT0S");
        assertThatThrownBy(() -> new EngineConfig.Heartbeats(Duration.ZERO))
                .hasMessage("heartbeat-interval: expected at least PT0.01S, but PT0S");
    }

    @Test
    void an_operators_kafka_settings_can_not_undo_exactly_once() {
        EngineConfig alone = EngineConfig.alone("app", "localhost:1", Path.of("state"), "localhost:2");
        EngineConfig config = alone.with(alone.group().withInstanceId("node-1"))
                .with(new KafkaConfig(
                        "localhost:1", Map.of("processing.guarantee", "at_least_once", "security.protocol", "SSL")));
        var settings = StreamsSettings.of(config);
        assertThat(settings.get(StreamsConfig.PROCESSING_GUARANTEE_CONFIG)).isEqualTo(StreamsConfig.EXACTLY_ONCE_V2);
        assertThat(settings.get("security.protocol")).isEqualTo("SSL");
        assertThat(settings.get("consumer.group.instance.id")).isEqualTo("node-1");
    }

    @Test
    void exactly_once_can_be_given_up_to_see_what_it_costs() {
        EngineConfig alone = EngineConfig.alone("app", "localhost:1", Path.of("state"), "localhost:2");
        var settings = StreamsSettings.of(alone.with(alone.commits().givingUpExactlyOnce()));
        assertThat(settings.get(StreamsConfig.PROCESSING_GUARANTEE_CONFIG)).isEqualTo(StreamsConfig.AT_LEAST_ONCE);
    }

    @Test
    void the_session_is_the_one_in_force() {
        assertThat(session(Map.of())).isEqualTo(Duration.ofSeconds(6));
        assertThat(session(Map.of("consumer.session.timeout.ms", "9000"))).isEqualTo(Duration.ofSeconds(9));
        assertThat(session(Map.of("main.consumer.session.timeout.ms", "7000"))).isEqualTo(Duration.ofSeconds(7));
        assertThat(session(Map.of("group.protocol", "streams"))).isEqualTo(Duration.ofSeconds(6));
    }

    private static Duration session(Map<String, String> kafka) {
        EngineConfig config = EngineConfig.alone("app", "localhost:1", Path.of("state"), "localhost:2")
                .with(new KafkaConfig("localhost:1", kafka));
        return StreamsSettings.session(new StreamsConfig(StreamsSettings.of(config)));
    }
}
