package io.podium.stream.engine;

import io.podium.schemas.event.SkippedRecord;
import io.podium.schemas.topic.Topics;
import io.podium.stream.record.SkippedRecords;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes, from a stream thread that dies, the record that killed it once too often. Rare, so it keeps no
 * connection.
 */
final class SkippedRecordsWriter {

    private static final Logger LOG = LoggerFactory.getLogger(SkippedRecordsWriter.class);

    private final EngineConfig config;
    private final SkippedRecords records;

    SkippedRecordsWriter(EngineConfig config, SkippedRecords records) {
        this.config = config;
        this.records = records;
    }

    /** Called by the thread that dies; waits until the log has the record, so that the next thread passes it over. */
    void died(Throwable failure) {
        records.died(failure).ifPresent(this::write);
    }

    private void write(SkippedRecord record) {
        LOG.error("{} killed its thread {} times and is skipped from now on", record.recordKey(), record.attempts());
        Map<String, Object> settings = new HashMap<>(config.kafka().settings());
        settings.keySet().removeIf(name -> name.startsWith("producer."));
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, config.kafka().bootstrapServers());
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, config.applicationId() + "-skipped-records");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000);
        try (KafkaProducer<String, SkippedRecord> producer = new KafkaProducer<>(
                settings,
                Topics.SKIPPED_RECORDS.key().serializer(),
                Topics.SKIPPED_RECORDS.value().serializer())) {
            producer.send(new ProducerRecord<>(Topics.SKIPPED_RECORDS.name(), record.recordKey(), record))
                    .get();
        } catch (ExecutionException | KafkaException e) {
            LOG.warn("{} is not skipped yet, its next thread tries again: {}", record.recordKey(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
