package io.podium.standalone.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podium.ingest.access.RateLimits;
import io.podium.ingest.http.Admission;
import io.podium.ingest.http.ApiServer;
import io.podium.ingest.live.LiveStreams;
import io.podium.schemas.config.BadConfigException;
import io.podium.schemas.config.Config;
import io.podium.schemas.config.KafkaConfig;
import io.podium.schemas.config.SettingKey;
import io.podium.stream.engine.EngineConfig;
import io.podium.stream.mode.RunMode;
import io.podium.stream.query.QueryConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Of each role: all defaults; each key with another value; and that a bad value names its key. */
class RoleConfigTest {

    private static final KafkaConfig KAFKA = new KafkaConfig("b:1", Map.of("security.protocol", "SSL"));

    @Test
    void defaults_of_an_api_node() {
        assertThat(Config.read(IngestConfig.class, Map.of("processors", "h:1"), KAFKA))
                .isEqualTo(new IngestConfig(
                        new ApiNodeConfig(
                                KAFKA,
                                new ApiNodeConfig.Address("127.0.0.1", 8080),
                                new RateLimits.Limits(1_000, 5_000, 120, 100),
                                new Admission.Bounds(2_000, 20_000),
                                new ApiServer.Deadlines(
                                        Duration.ofSeconds(2),
                                        Duration.ofSeconds(5),
                                        Duration.ofSeconds(30),
                                        Duration.ofSeconds(2)),
                                new ApiNodeConfig.Browsers(Optional.empty()),
                                new ApiNodeConfig.Signing(Optional.empty()),
                                new LiveStreams.Bounds(10_000, 5),
                                new ApiNodeConfig.Documents(false),
                                new ApiNodeConfig.Writes(Duration.ofSeconds(3), 64)),
                        new IngestConfig.Processors(List.of("h:1"), Optional.empty())));
    }

    @Test
    void every_setting_of_an_api_node_can_be_another() {
        Map<String, String> values = new HashMap<>(Map.of(
                "host", "0.0.0.0",
                "port", "1",
                "requests-per-key-minute", "2",
                "requests-per-tenant-minute", "3",
                "burst-per-second", "4",
                "max-requests", "5",
                "max-events", "6",
                "verdict-deadline", "PT7S",
                "sync-deadline", "PT8S",
                "body-deadline", "PT9S"));
        values.putAll(Map.of(
                "drain", "PT10S",
                "cors-origins", "https://a.example",
                "token-key", "k.pem",
                "requests-per-participant-minute", "15",
                "max-streams", "16",
                "streams-per-participant", "17",
                "delivery-timeout", "PT11S",
                "buffer-mb", "12",
                "processors", "h:13,i:13",
                "node-secret", "s14"));
        values.put("no-docs", "true");
        requireAllKeys(IngestConfig.class, values);
        assertThat(Config.read(IngestConfig.class, values, KAFKA))
                .isEqualTo(new IngestConfig(
                        new ApiNodeConfig(
                                KAFKA,
                                new ApiNodeConfig.Address("0.0.0.0", 1),
                                new RateLimits.Limits(2, 3, 15, 4),
                                new Admission.Bounds(5, 6),
                                new ApiServer.Deadlines(
                                        Duration.ofSeconds(7),
                                        Duration.ofSeconds(8),
                                        Duration.ofSeconds(9),
                                        Duration.ofSeconds(10)),
                                new ApiNodeConfig.Browsers(Optional.of("https://a.example")),
                                new ApiNodeConfig.Signing(Optional.of("k.pem")),
                                new LiveStreams.Bounds(16, 17),
                                new ApiNodeConfig.Documents(true),
                                new ApiNodeConfig.Writes(Duration.ofSeconds(11), 12)),
                        new IngestConfig.Processors(List.of("h:13", "i:13"), Optional.of("s14"))));
    }

    @Test
    void defaults_of_a_processor() {
        assertThat(Config.read(ProcessorConfig.class, Map.of("state-dir", "/s"), KAFKA))
                .isEqualTo(new ProcessorConfig(
                        KAFKA,
                        new EngineConfig.Group("podium", Optional.empty(), 1, 1),
                        new EngineConfig.Stores(
                                Path.of("/s"), 256, Duration.ofHours(24), Duration.ofHours(24), Duration.ofDays(400)),
                        new EngineConfig.Commits(Duration.ofMillis(60), Duration.ofMillis(10), false),
                        new EngineConfig.Heartbeats(Duration.ofSeconds(5)),
                        new QueryConfig("127.0.0.1", 8090, Optional.empty(), Optional.empty()),
                        new ProcessorConfig.Recovery(false)));
    }

    @Test
    void every_setting_of_a_processor_can_be_another() {
        Map<String, String> values = new HashMap<>(Map.of(
                "application-id", "a",
                "instance-id", "i",
                "threads", "2",
                "standbys", "3",
                "state-dir", "/t",
                "rocksdb-memory-mb", "17",
                "dedup-window", "PT5S",
                "result-retention", "PT6S",
                "commit-interval", "PT7S",
                "sync-commit-interval", "PT8S"));
        values.putAll(Map.of(
                "without-exactly-once", "true",
                "heartbeat-interval", "PT9S",
                "query-host", "::1",
                "query-port", "10",
                "advertised-address", "h:11",
                "node-secret", "s12",
                "ledger-retention", "PT4S",
                "restore-corrupted", "true"));
        requireAllKeys(ProcessorConfig.class, values);
        ProcessorConfig config = Config.read(ProcessorConfig.class, values, KAFKA);
        assertThat(config)
                .isEqualTo(new ProcessorConfig(
                        KAFKA,
                        new EngineConfig.Group("a", Optional.of("i"), 2, 3),
                        new EngineConfig.Stores(
                                Path.of("/t"), 17, Duration.ofSeconds(5), Duration.ofSeconds(6), Duration.ofSeconds(4)),
                        new EngineConfig.Commits(Duration.ofSeconds(7), Duration.ofSeconds(8), true),
                        new EngineConfig.Heartbeats(Duration.ofSeconds(9)),
                        new QueryConfig("::1", 10, Optional.of("h:11"), Optional.of("s12")),
                        new ProcessorConfig.Recovery(true)));
        EngineConfig engine = config.engine(new RunMode.Generation("g"));
        assertThat(engine.applicationId()).isEqualTo("a-g");
        assertThat(engine.advertisedAddress()).isEqualTo("h:11");
        assertThat(config.toString())
                .contains("kafka=b:1[security.protocol]", "threads=2", "node-secret=(secret)")
                .doesNotContain("SSL", "s12");
        assertThat(config.queries().toString()).doesNotContain("s12");
        assertThat(new IngestConfig.Processors(List.of("h:1"), Optional.of("s13")).toString())
                .isEqualTo("processors=h:1 node-secret=(secret)");
    }

    @Test
    void defaults_of_development_mode() {
        assertThat(Config.read(DevConfig.class, Map.of()))
                .isEqualTo(new DevConfig(8080, 19092, Optional.empty(), false, Optional.empty()));
    }

    @Test
    void every_setting_of_development_mode_can_be_another() {
        Map<String, String> values =
                Map.of("port", "1", "kafka-port", "2", "data-dir", "/d", "flush", "true", "rules", "r");
        requireAllKeys(DevConfig.class, values);
        assertThat(Config.read(DevConfig.class, values))
                .isEqualTo(new DevConfig(1, 2, Optional.of(Path.of("/d")), true, Optional.of(Path.of("r"))));
    }

    /** Where development mode is not as its roles are by default, on purpose; see the reasons where it is made. */
    @Test
    void development_mode_differs_from_its_roles_in_few_things() {
        ApiNodeConfig api = ApiNodeConfig.forDevelopment("b:1", 0);
        ApiNodeConfig node = Config.read(IngestConfig.class, Map.of("processors", "h:1"), KAFKA)
                .node();
        assertThat(api.rates()).isEqualTo(RateLimits.Limits.OFF);
        assertThat(api.deadlines()).isEqualTo(node.deadlines().withoutDraining());
        assertThat(api.bounds()).isEqualTo(node.bounds());
        assertThat(api.writes()).isEqualTo(node.writes());
        EngineConfig alone = EngineConfig.alone("podium", "b:1", Path.of("/s"), "h:1");
        ProcessorConfig processor = Config.read(ProcessorConfig.class, Map.of("state-dir", "/s"), KAFKA);
        assertThat(alone.group().standbys()).isZero();
        assertThat(alone.heartbeats().interval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(alone.stores()).isEqualTo(processor.stores());
        assertThat(alone.commits()).isEqualTo(processor.commits());
    }

    @Test
    void bad_values_name_their_keys_all_at_once() {
        assertThatThrownBy(() -> Config.read(
                        ProcessorConfig.class,
                        Map.of("threads", "0", "standbys", "9", "heartbeat-interval", "PT0S", "query-port", "65536"),
                        KAFKA))
                .isInstanceOf(BadConfigException.class)
                .hasMessage("threads: expected 1 to 64, but 0;"
                        + " standbys: expected 0 to 8, but 9;"
                        + " state-dir: expected a value, but there is none;"
                        + " heartbeat-interval: expected at least PT0.01S, but PT0S;"
                        + " query-port: expected 0 to 65535, but 65536");
        assertThatThrownBy(() -> Config.read(
                        IngestConfig.class, Map.of("processors", "h:1", "max-requests", "0", "drain", "2s"), KAFKA))
                .hasMessageContaining("max-requests: expected at least 1, but 0")
                .hasMessageContaining("drain: expected a duration like PT2S, PT0.5S or PT1H30M, but 2s");
        assertThatThrownBy(() -> Config.read(DevConfig.class, Map.of("kafka-port", "-1")))
                .hasMessage("kafka-port: expected 0 to 65535, but -1");
    }

    private static void requireAllKeys(Class<? extends Record> role, Map<String, String> values) {
        assertThat(Config.keys(role).stream().map(SettingKey::name))
                .containsExactlyInAnyOrderElementsOf(values.keySet());
    }
}
