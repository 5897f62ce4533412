package io.podium.benchmarks.pipeline;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.podium.benchmarks.TemporaryDirectory;
import io.podium.operations.administration.RulePublisher;
import io.podium.operations.administration.TableTopic;
import io.podium.operations.administration.TopicSetup;
import io.podium.rules.authoring.RuleFiles;
import io.podium.rules.program.ProgramParser;
import io.podium.schemas.event.EventHeaders;
import io.podium.schemas.rule.RuleVersion;
import io.podium.schemas.topic.Topics;
import io.podium.standalone.broker.EmbeddedBroker;
import io.podium.stream.engine.Engine;
import io.podium.stream.engine.EngineConfig;
import io.podium.stream.mode.RunMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;

/** A broker with a log of events, which several engines process one after the other, each into topics of its own. */
final class Pipeline implements AutoCloseable {

    private static final int PARTICIPANTS = BareTopology.PARTICIPANTS;
    private static final Duration LONG = Duration.ofMinutes(5);

    private final TemporaryDirectory directory = TemporaryDirectory.create("podium-pipeline-");
    private final EmbeddedBroker broker;
    private final String bootstrap;
    private final Admin admin;
    private final TopicSetup topics;
    private final int events;
    private final int partitions;

    /** Starts a broker and writes the events. */
    Pipeline(int events, int partitions) {
        this.events = events;
        this.partitions = partitions;
        broker = EmbeddedBroker.start(directory.path().resolve("kafka"), 0);
        bootstrap = broker.bootstrapServers();
        admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrap));
        topics = new TopicSetup(admin);
        topics.apply(partitions, 1);
        publish();
        produce();
    }

    private void publish() {
        RuleFiles.Loaded rules = new RuleFiles(new ProgramParser()).readSample("starter");
        Map<String, RuleVersion> records = RulePublisher.plan("t", List.of(), rules.definitions(), Instant.EPOCH)
                .records();
        new TableTopic<>(Topics.RULES, bootstrap, Map.of()).write(records);
    }

    private void produce() {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "linger.ms", 5, "compression.type", "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < events; i++) {
                String body = "{\"participant_id\":\"p" + i % PARTICIPANTS
                        + "\",\"event_type\":\"quiz_completed\",\"attributes\":{\"quiz_id\":\"q_fit_basics\",\"score\":"
                        + i % 100 + "},\"idempotency_key\":\"p" + i % PARTICIPANTS + ":q_fit_basics:" + i + "\"}";
                String key = "p" + i % PARTICIPANTS + ":q_fit_basics:" + i;
                ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                        Topics.RAW_EVENTS.name(),
                        key.getBytes(StandardCharsets.UTF_8),
                        body.getBytes(StandardCharsets.UTF_8));
                // As an API node sends it.
                record.headers().add(EventHeaders.TENANT, "t".getBytes(StandardCharsets.UTF_8));
                producer.send(record);
            }
        }
    }

    /** Settings of an engine whose topics end so, in a directory of its own. */
    EngineConfig config(String suffix) {
        return EngineConfig.alone(
                        "bench" + suffix, bootstrap, directory.path().resolve("state" + suffix), "127.0.0.1:0")
                .in(new RunMode.Measurement(suffix));
    }

    /** Events per second of Podium's own topology, into the topics of these settings. */
    double podium(EngineConfig config) {
        String suffix = config.mode().suffix();
        topics.applyReplay(suffix);
        try (Engine engine = new Engine(config, partitions, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT))) {
            return measure(engine::start, suffix);
        }
    }

    /** Events per second of the bare topology, which commits at this interval. */
    double bare(String suffix, Duration commitInterval) {
        topics.applyReplay(suffix);
        Properties settings = BareTopology.settings(config(suffix), commitInterval);
        try (KafkaStreams streams = new KafkaStreams(BareTopology.build(suffix), settings)) {
            return measure(streams::start, suffix);
        }
    }

    /** From the first committed outcome to the last: what starting costs is measured elsewhere. */
    private double measure(Runnable start, String suffix) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> outcomes = new ArrayList<>();
            for (int i = 0; i < partitions; i++) {
                outcomes.add(new TopicPartition(Topics.CONTEST_OUTCOMES.name() + suffix, i));
            }
            consumer.assign(outcomes);
            consumer.seekToBeginning(outcomes);
            start.run();
            long deadline = System.nanoTime() + LONG.toNanos();
            long first = 0;
            int atFirst = 0;
            int count = 0;
            while (count < events) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("expected " + events + " outcomes, but " + count);
                }
                count += consumer.poll(Duration.ofMillis(100)).count();
                if (first == 0 && count > 0) {
                    first = System.nanoTime();
                    atFirst = count;
                }
            }
            return (count - atFirst) / ((System.nanoTime() - first) / 1e9);
        }
    }

    @Override
    public void close() {
        admin.close();
        broker.close();
        directory.close();
    }
}
