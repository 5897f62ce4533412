package io.podium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.podium.operations.administration.TopicSetup;
import io.podium.schemas.config.KafkaConfig;
import io.podium.schemas.topic.Topics;
import io.podium.standalone.broker.EmbeddedBroker;
import io.podium.stream.engine.Engine;
import io.podium.stream.engine.EngineConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A record that kills its thread each time is dead-lettered, and those behind it in its partition are processed. */
class SkippedRecordIT {

    private static final String EVENT = "{\"tenant_id\":\"t\",\"participant_id\":\"p\",\"event_type\":\"e\","
            + "\"attributes\":{\"text\":\"%s\"},\"idempotency_key\":\"%s\"}";

    @TempDir
    Path directory;

    @Test
    void what_can_not_be_written_stops_its_partition_for_three_deaths_and_no_more() {
        EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"), 0);
        Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (Admin admin = Admin.create(client)) {
            assertThat(new TopicSetup(admin).apply(1, 1)).isEmpty();
        }
        // Kafka Streams' producer takes less than an event may have: as a topic with a smaller limit would.
        EngineConfig config = EngineConfig.alone(
                        "skip", broker.bootstrapServers(), directory.resolve("state"), "127.0.0.1:0")
                .with(new KafkaConfig(broker.bootstrapServers(), Map.of("producer.max.request.size", "20000")));
        try (Engine engine = new Engine(config, 1, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
                KafkaProducer<String, String> producer =
                        new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
            engine.start();
            send(producer, "first", "x");
            send(producer, "poison", "x".repeat(40_000));
            send(producer, "last", "x");
            Awaitility.await()
                    .dontCatchUncaughtExceptions()
                    .atMost(Duration.ofMinutes(2))
                    .untilAsserted(() -> assertThat(values(client, Topics.ACCEPTED_EVENTS.name()))
                            .anyMatch(value -> value.contains("\"last\"")));
            assertThat(values(client, Topics.ACCEPTED_EVENTS.name()))
                    .filteredOn(value -> value != null && value.contains("idempotency_key"))
                    .hasSize(2)
                    .noneMatch(value -> value.contains("poison"));
            assertThat(values(client, Topics.SKIPPED_RECORDS.name()))
                    .isNotEmpty()
                    .allMatch(value -> value.contains("\"attempts\":3") && value.contains("\"raw-events\""));
        } finally {
            broker.close();
        }
    }

    private static void send(KafkaProducer<String, String> producer, String key, String text) {
        producer.send(new ProducerRecord<>(Topics.RAW_EVENTS.name(), key, EVENT.formatted(text, key)));
        producer.flush();
    }

    private static List<String> values(Map<String, Object> client, String topic) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("isolation.level", "read_committed");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            List<String> values = new ArrayList<>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> values.add(record.value() == null ? "" : record.value()));
            }
            return values;
        }
    }
}
