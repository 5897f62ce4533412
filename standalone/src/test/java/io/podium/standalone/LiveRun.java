package io.podium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.podium.operations.administration.RulePublisher;
import io.podium.operations.administration.TableTopic;
import io.podium.operations.administration.TopicSetup;
import io.podium.rules.authoring.RuleFiles;
import io.podium.rules.program.ProgramParser;
import io.podium.schemas.event.ArrivalSpan;
import io.podium.schemas.rule.RuleVersion;
import io.podium.schemas.topic.Topics;
import io.podium.standalone.broker.EmbeddedBroker;
import io.podium.stream.engine.Engine;
import io.podium.stream.engine.EngineConfig;
import io.podium.stream.mode.RunMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.awaitility.Awaitility;

/** A broker with all topics and the engine on it, without HTTP: what happens to events that producers write. */
final class LiveRun implements AutoCloseable {

    static final String TENANT = "t";

    private final Path directory;
    private final int partitions;
    private final EmbeddedBroker broker;
    private final Client client;
    private Engine live;

    LiveRun(Path directory, int partitions) {
        this(directory, partitions, EmbeddedBroker.start(directory.resolve("kafka"), 0));
    }

    /** A run on a broker of the test's own, which is closed with it. */
    LiveRun(Path directory, int partitions, EmbeddedBroker broker) {
        this.directory = directory;
        this.partitions = partitions;
        this.broker = broker;
        client = new Client("http://127.0.0.1:1", bootstrapServers(), "none");
        try (Admin admin = admin()) {
            assertThat(new TopicSetup(admin).apply(partitions, 1)).isEmpty();
        }
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    Client client() {
        return client;
    }

    Admin admin() {
        return Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrapServers()));
    }

    /** Makes the definitions of a YAML text the tenant's rules. */
    void publish(String yaml, Instant from) {
        RuleFiles.Loaded loaded =
                new RuleFiles(new ProgramParser()).read(Map.of("r.yaml", yaml.getBytes(StandardCharsets.UTF_8)));
        assertThat(loaded.problems()).isEmpty();
        TableTopic<RuleVersion> table = new TableTopic<>(Topics.RULES, bootstrapServers(), Map.of());
        table.write(RulePublisher.plan(TENANT, table.read().values(), loaded.definitions(), from)
                .records());
    }

    /** Starts the live engine. */
    void start() {
        live = start(config("live"));
        await(live::isRunning);
    }

    /** Stops the live engine. */
    void stop() {
        live.close();
        live = null;
    }

    /** A replay that publishes the outcomes of a span, started. */
    Engine replay(String name, String suffix, ArrivalSpan span) {
        return start(config(name).in(new RunMode.Replay(suffix, span)));
    }

    /** An engine of a further generation, started. */
    Engine generation(String name) {
        RunMode generation = new RunMode.Generation(name);
        return start(config("live" + generation.suffix()).in(generation));
    }

    private EngineConfig config(String name) {
        return EngineConfig.alone(name, bootstrapServers(), directory.resolve("state-" + name), "127.0.0.1:0");
    }

    private Engine start(EngineConfig config) {
        Engine engine = new Engine(config, partitions, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
        engine.start();
        return engine;
    }

    /** Sends an event under its idempotency key; null for one without. */
    Future<RecordMetadata> send(String key, String body) {
        return send(key, key, body);
    }

    /** Sends an event under any record key. */
    Future<RecordMetadata> send(String recordKey, String key, String body) {
        String value = "{\"tenant_id\":\"" + TENANT + "\"," + body
                + (key == null ? "" : ",\"idempotency_key\":\"" + key + "\"") + "}";
        return client.send(new ProducerRecord<>(
                "raw-events", recordKey == null ? null : Client.utf8(recordKey), Client.utf8(value)));
    }

    static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(condition);
    }

    @Override
    public void close() {
        if (live != null) {
            live.close();
        }
        client.close();
        broker.close();
    }
}
