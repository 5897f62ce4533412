package io.podium.stream.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podium.stream.mode.RunMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class EngineConfigTest {

    @Test
    void all_wrong_settings_are_told_at_once() {
        assertThatThrownBy(() -> new EngineConfig(
                        "app",
                        new RunMode.Live(),
                        null,
                        "localhost:1",
                        Path.of("state"),
                        0,
                        Duration.ofMillis(-1),
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ZERO,
                        true,
                        -1,
                        1,
                        "localhost:2",
                        Map.of()))
                .hasMessageContaining("threads: expected 1 to 64, but 0")
                .hasMessageContaining("commitInterval")
                .hasMessageContaining("syncCommitInterval")
                .hasMessageContaining("dedupWindow")
                .hasMessageContaining("resultRetention")
                .hasMessageContaining("heartbeatInterval")
                .hasMessageContaining("standbyReplicas")
                .hasMessageContaining("rocksdbMemoryBytes");
    }

    @Test
    void an_operators_kafka_settings_can_not_undo_exactly_once() {
        EngineConfig defaults = EngineConfig.of("app", "localhost:1", Path.of("state"), "localhost:2");
        EngineConfig config = new EngineConfig(
                defaults.applicationId(),
                defaults.mode(),
                "node-1",
                defaults.bootstrapServers(),
                defaults.stateDir(),
                defaults.threads(),
                defaults.commitInterval(),
                defaults.syncCommitInterval(),
                defaults.dedupWindow(),
                defaults.resultRetention(),
                defaults.heartbeatInterval(),
                defaults.exactlyOnce(),
                defaults.standbyReplicas(),
                defaults.rocksdbMemoryBytes(),
                defaults.advertisedAddress(),
                Map.of("processing.guarantee", "at_least_once", "security.protocol", "SSL"));
        var settings = StreamsSettings.of(config);
        assertThat(settings.get(StreamsConfig.PROCESSING_GUARANTEE_CONFIG)).isEqualTo(StreamsConfig.EXACTLY_ONCE_V2);
        assertThat(settings.get("security.protocol")).isEqualTo("SSL");
        assertThat(settings.get("consumer.group.instance.id")).isEqualTo("node-1");
    }

    @Test
    void the_session_is_the_one_in_force() {
        assertThat(session(Map.of())).isEqualTo(Duration.ofSeconds(6));
        assertThat(session(Map.of("consumer.session.timeout.ms", "9000"))).isEqualTo(Duration.ofSeconds(9));
        assertThat(session(Map.of("main.consumer.session.timeout.ms", "7000"))).isEqualTo(Duration.ofSeconds(7));
        assertThat(session(Map.of("group.protocol", "streams"))).isEqualTo(Duration.ofSeconds(6));
    }

    private static Duration session(Map<String, String> kafka) {
        EngineConfig config = EngineConfig.of("app", "localhost:1", Path.of("state"), "localhost:2")
                .with(1, kafka);
        return StreamsSettings.session(new StreamsConfig(StreamsSettings.of(config)));
    }
}
