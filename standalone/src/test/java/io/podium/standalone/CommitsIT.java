package io.podium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.podium.operations.administration.TopicSetup;
import io.podium.schemas.event.EventHeaders;
import io.podium.schemas.topic.Topics;
import io.podium.standalone.broker.EmbeddedBroker;
import io.podium.stream.engine.Engine;
import io.podium.stream.engine.EngineConfig;
import io.podium.stream.mode.RunMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often a processor commits, counted by the markers that a commit leaves in a topic that it writes. */
class CommitsIT {

    private static final String SUFFIX = "-commits";
    private static final TopicPartition ACCEPTED = new TopicPartition(Topics.ACCEPTED_EVENTS.name() + SUFFIX, 0);
    /** So many more commits than a backlog would have had can't be chance. */
    private static final int MORE = 10;

    @TempDir
    Path directory;

    private EmbeddedBroker broker;
    private Engine engine;
    private KafkaProducer<byte[], byte[]> producer;
    private KafkaConsumer<byte[], byte[]> consumer;
    private int sent;
    private int committed;

    @BeforeEach
    void start() {
        broker = EmbeddedBroker.start(directory.resolve("kafka"), 0);
        String bootstrap = broker.bootstrapServers();
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrap))) {
            TopicSetup topics = new TopicSetup(admin);
            assertThat(topics.apply(1, 1)).isEmpty();
            topics.applyReplay(SUFFIX);
        }
        // Writes no heartbeats, which are committed as live events are.
        EngineConfig config = EngineConfig.alone("commits", bootstrap, directory.resolve("state"), "127.0.0.1:0")
                .in(new RunMode.Measurement(SUFFIX));
        engine = new Engine(config, 1, new SimpleMeterRegistry());
        engine.start();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new ByteArraySerializer(), new ByteArraySerializer());
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(List.of(ACCEPTED));
        consumer.seekToBeginning(List.of(ACCEPTED));
    }

    @AfterEach
    void stop() {
        consumer.close();
        producer.close();
        engine.close();
        broker.close();
    }

    @Test
    void live_events_are_committed_more_often_than_a_backlog() {
        send(Duration.ZERO);
        awaitCommitted();

        Since live = new Since();
        await().until(() -> {
            send(Duration.ZERO);
            return live.commits() > live.intervals() + MORE;
        });
        awaitCommitted();

        int events = sent - live.sentBefore;
        Since backlog = new Since();
        await().until(() -> {
            send(Duration.ofMinutes(1));
            return sent - backlog.sentBefore == events;
        });
        awaitCommitted();
        assertThat(backlog.commits()).isBetween(1L, backlog.intervals() + 1);
    }

    /** A moment at which all that was sent was committed. */
    private final class Since {
        private final long nanos = System.nanoTime();
        private final int sentBefore = sent;
        private final long markersBefore = markers();

        /** Commits since then; while events are under way, perhaps fewer. */
        long commits() {
            return markers() - markersBefore;
        }

        long intervals() {
            return (System.nanoTime() - nanos) / EngineConfig.BACKLOG_COMMIT_INTERVAL.toNanos();
        }

        private long markers() {
            return consumer.endOffsets(List.of(ACCEPTED)).get(ACCEPTED) - sent;
        }
    }

    private static ConditionFactory await() {
        return Awaitility.await().pollInterval(10, TimeUnit.MILLISECONDS).atMost(Duration.ofMinutes(2));
    }

    private void send(Duration age) {
        String key = "k" + sent++;
        String body = "{\"participant_id\":\"p\",\"event_type\":\"login\",\"idempotency_key\":\"" + key + "\"}";
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                Topics.RAW_EVENTS.name(),
                null,
                Instant.now().minus(age).toEpochMilli(),
                key.getBytes(StandardCharsets.UTF_8),
                body.getBytes(StandardCharsets.UTF_8));
        record.headers().add(EventHeaders.TENANT, "t".getBytes(StandardCharsets.UTF_8));
        producer.send(record);
    }

    private void awaitCommitted() {
        await().until(() -> {
            committed += consumer.poll(Duration.ofMillis(10)).count();
            return committed == sent;
        });
    }
}
