package io.podium.benchmarks.pipeline;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.podium.benchmarks.TemporaryDirectory;
import io.podium.benchmarks.report.Figures;
import io.podium.rules.authoring.RuleFiles;
import io.podium.rules.program.ProgramParser;
import io.podium.schemas.event.EventHeaders;
import io.podium.schemas.event.EventId;
import io.podium.schemas.rule.RuleVersion;
import io.podium.schemas.topic.Topics;
import io.podium.standalone.broker.EmbeddedBroker;
import io.podium.standalone.setup.RulePublisher;
import io.podium.standalone.setup.TableTopic;
import io.podium.standalone.setup.TopicSetup;
import io.podium.stream.engine.Engine;
import io.podium.stream.engine.EngineConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;

/**
 * Events per second from {@code raw-events} to the last committed outcome: Podium's topology and the bare one in turn,
 * against the same broker and the same log. Prints each run and the median of the ratios. Arguments: events per run,
 * pairs of runs, partitions.
 */
public final class PipelineBenchmark {

    static final int PARTICIPANTS = 5_000;
    private static final int DEFAULT_PARTITIONS = 4;
    private static final Duration LONG = Duration.ofMinutes(5);

    private final String bootstrap;
    private final Path directory;
    private final int events;
    private final int partitions;

    private PipelineBenchmark(String bootstrap, Path directory, int events, int partitions) {
        this.bootstrap = bootstrap;
        this.directory = directory;
        this.events = events;
        this.partitions = partitions;
    }

    public static void main(String[] arguments) {
        int events = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        int pairs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        int partitions = arguments.length > 2 ? Integer.parseInt(arguments[2]) : DEFAULT_PARTITIONS;
        try (TemporaryDirectory directory = TemporaryDirectory.create("podium-pipeline-");
                EmbeddedBroker broker = EmbeddedBroker.start(directory.path().resolve("kafka"), 0)) {
            new PipelineBenchmark(broker.bootstrapServers(), directory.path(), events, partitions).run(pairs);
        }
    }

    private void run(int pairs) {
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrap))) {
            TopicSetup topics = new TopicSetup(admin);
            topics.apply(partitions, 1);
            publish();
            produce();
            double[] ratios = new double[pairs];
            double[] rates = new double[pairs];
            for (int pair = 0; pair <= pairs; pair++) {
                double podium = podium(topics, "-podium" + pair);
                double bare = bare(topics, "-bare" + pair);
                System.out.printf(
                        "%s podium %,.0f/s, bare %,.0f/s, ratio %.2f%n",
                        pair == 0 ? "warm-up" : "pair " + pair, podium, bare, podium / bare);
                if (pair > 0) {
                    ratios[pair - 1] = podium / bare;
                    rates[pair - 1] = podium;
                }
            }
            Arrays.sort(ratios);
            Arrays.sort(rates);
            Figures.note("pipeline, events/s by partitions", partitions, rates[pairs / 2]);
            Figures.note("pipeline, beside the bare topology by partitions", partitions, ratios[pairs / 2]);
            System.out.printf(
                    "pipeline: median ratio %.2f of %d pairs (%.2f to %.2f), %,d events each%n",
                    ratios[pairs / 2], pairs, ratios[0], ratios[pairs - 1], events);
        }
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
            long now = System.currentTimeMillis();
            for (int i = 0; i < events; i++) {
                String body = "{\"participant_id\":\"p" + i % PARTICIPANTS
                        + "\",\"event_type\":\"quiz_completed\",\"attributes\":{\"quiz_id\":\"q_fit_basics\",\"score\":"
                        + i % 100 + "},\"idempotency_key\":\"p" + i % PARTICIPANTS + ":q_fit_basics:" + i + "\"}";
                String key = "p" + i % PARTICIPANTS + ":q_fit_basics:" + i;
                ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                        Topics.RAW_EVENTS.name(),
                        key.getBytes(StandardCharsets.UTF_8),
                        body.getBytes(StandardCharsets.UTF_8));
                // As an HTTP node sends it.
                record.headers()
                        .add(EventHeaders.TENANT, "t".getBytes(StandardCharsets.UTF_8))
                        .add(EventHeaders.EVENT_ID, EventId.ofRow(now, 1, i).getBytes(StandardCharsets.UTF_8));
                producer.send(record);
            }
        }
    }

    /** Podium's own topology, into topics with a suffix; live in all but their names. */
    private double podium(TopicSetup topics, String suffix) {
        topics.applyReplay(suffix);
        EngineConfig config =
                EngineConfig.of("bench" + suffix, bootstrap, directory.resolve("state" + suffix), "127.0.0.1:0");
        try (Engine engine =
                Engine.into(config, suffix, partitions, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT))) {
            return measure(engine::start, suffix);
        }
    }

    private double bare(TopicSetup topics, String suffix) {
        topics.applyReplay(suffix);
        EngineConfig config =
                EngineConfig.of("bench" + suffix, bootstrap, directory.resolve("state" + suffix), "127.0.0.1:0");
        try (KafkaStreams streams = new KafkaStreams(BareTopology.build(suffix), Engine.settings(config))) {
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
}
