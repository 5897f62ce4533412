package io.podium.stream.engine;

import io.podium.schemas.topic.Topics;
import io.podium.stream.record.ArrivalTime;
import io.podium.stream.record.BadRecordHandler;
import io.podium.stream.record.OutputFailures;
import io.podium.stream.store.BoundedRocksDb;
import io.podium.stream.topology.StoreNames;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The Kafka Streams configuration that Podium's guarantees and latency rest on; the reasons are in RATIONALE.md. An
 * operator's own Kafka settings come first, but can't undo exactly-once.
 */
final class StreamsSettings {

    private static final int PRODUCER_REQUEST_BYTES = 2 * 1024 * 1024 + 64 * 1024;

    /** What a partition gets between two commits of a busy node, so that it goes in one piece. */
    private static final int PRODUCER_BATCH_BYTES = 64 * 1024;

    /**
     * A store that begins to be restored waits for the fetch under way, which waits for records that may never come.
     */
    private static final int RESTORE_WAIT_MS = 50;

    /**
     * Who is silent for so long has lost its partitions, and its open transaction may no longer hold up its
     * successor.
     */
    private static final int SESSION_MS = 6_000;

    /** Will be the default; its constant is already deprecated for that reason. */
    private static final String GLOBAL_EXCEPTION_HANDLER = "processing.exception.handler.global.enabled";

    private StreamsSettings() {}

    static Properties of(EngineConfig config) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(StreamsConfig.POLL_MS_CONFIG, 10);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 2);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG), 20);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), PRODUCER_REQUEST_BYTES);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), PRODUCER_BATCH_BYTES);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), SESSION_MS);
        settings.put(StreamsConfig.adminClientPrefix(AdminClientConfig.RETRY_BACKOFF_MS_CONFIG), 10);
        settings.put(StreamsConfig.restoreConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), RESTORE_WAIT_MS);
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_MS);
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 1_500);
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        settings.put(StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), Topics.MESSAGE_BYTES);
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, -1);
        settings.put(
                StreamsConfig.MAX_TASK_IDLE_MS_CONFIG,
                config.mode().followsLiveOrder() ? 0 : StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        settings.putAll(config.kafka().settings());

        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, config.kafka().bootstrapServers());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, config.stores().stateDir().toString());
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.group().threads());
        settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, config.group().standbys());
        settings.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                Math.max(config.commits().interval().toMillis(), EngineConfig.BACKLOG_COMMIT_INTERVAL.toMillis()));
        settings.put(
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                config.commits().withoutExactlyOnce() ? StreamsConfig.AT_LEAST_ONCE : StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.APPLICATION_SERVER_CONFIG, config.advertisedAddress());
        settings.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, ArrivalTime.class);
        settings.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, BadRecordHandler.class);
        settings.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, BadRecordHandler.class);
        settings.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, OutputFailures.class);
        settings.put(GLOBAL_EXCEPTION_HANDLER, true);
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
        settings.put(BoundedRocksDb.MEMORY_BYTES, config.stores().rocksdbMemoryBytes());
        settings.put(BoundedRocksDb.MOSTLY_ABSENT, StoreNames.DEDUP_KEYS);
        settings.put(
                BoundedRocksDb.MOSTLY_REWRITTEN,
                String.join(",", StoreNames.PARTICIPANTS, StoreNames.STANDINGS, StoreNames.CONDUCT));
        config.group()
                .instanceId()
                .ifPresent(
                        id -> settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), id));
        Properties properties = new Properties();
        properties.putAll(settings);
        return properties;
    }

    /** After how long a silent node loses its partitions, under these settings. */
    static Duration session(StreamsConfig settings) {
        Map<String, Object> consumer = settings.getMainConsumerConfigs("", "", 0);
        return Duration.ofMillis(
                Long.parseLong(consumer.getOrDefault(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MS)
                        .toString()));
    }
}
