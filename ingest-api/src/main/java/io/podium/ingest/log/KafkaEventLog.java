package io.podium.ingest.log;

import io.podium.schemas.command.RawCommand;
import io.podium.schemas.event.EventHeaders;
import io.podium.schemas.event.EventId;
import io.podium.schemas.event.RawEvent;
import io.podium.schemas.json.Json;
import io.podium.schemas.key.RecordKeys;
import io.podium.schemas.node.NodeThreads;
import io.podium.schemas.topic.Topic;
import io.podium.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends by one idempotent producer with {@code acks=all}. Sending never waits for metadata or for memory: metadata
 * is fetched in the background before the first event and kept, and a full buffer refuses at once.
 */
public final class KafkaEventLog implements EventLog, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaEventLog.class);
    private static final String CLIENT_ID = "podium-ingest";
    /** What Kafka's producer names its thread. */
    private static final String SENDER_THREAD = "kafka-producer-network-thread | " + CLIENT_ID;

    private static final String METADATA_THREAD = "podium-log-metadata";
    private static final Duration METADATA_RETRY = Duration.ofMillis(100);
    private static final Duration COMMANDS_RETRY = Duration.ofSeconds(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final Producer<byte[], byte[]> producer;
    private final ScheduledExecutorService metadata;
    private final Runnable fetch;
    /** The producer's own thread; empty for one that has none, in tests. */
    private final Optional<Thread> sender;

    private volatile boolean ready;
    private volatile int partitions;

    /** A log over a producer made by {@link #producer}; starts at once to fetch the topic's metadata. */
    public KafkaEventLog(Producer<byte[], byte[]> producer, NodeThreads threads) {
        this.producer = producer;
        this.sender = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(SENDER_THREAD))
                .max(Comparator.comparingLong(Thread::getId));
        metadata = threads.scheduler(METADATA_THREAD);
        fetch = threads.guarded(METADATA_THREAD, this::fetchMetadata);
        metadata.execute(fetch);
    }

    /**
     * The producer that the log needs.
     *
     * @param deliveryTimeout how long an event may take to be written before the client is asked to retry
     * @param bufferBytes bound on the memory of events that are not yet written
     * @param kafka further producer settings, by Kafka's names
     */
    public static Producer<byte[], byte[]> producer(
            String bootstrapServers, Duration deliveryTimeout, long bufferBytes, Map<String, String> kafka) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, CLIENT_ID);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        settings.putAll(kafka);
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, bufferBytes);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) deliveryTimeout.toMillis());
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) deliveryTimeout.toMillis() / 2);
        settings.put(
                ProducerConfig.METADATA_MAX_IDLE_CONFIG, Duration.ofDays(365).toMillis());
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private void fetchMetadata() {
        partitions = partitions(Topics.RAW_EVENTS);
        ready = partitions > 0;
        boolean all = ready && partitions(Topics.RAW_COMMANDS) > 0;
        if (!all && !metadata.isShutdown()) {
            // Events are taken also where an earlier release made the topics, and there are none for commands.
            long retryMs = (ready ? COMMANDS_RETRY : METADATA_RETRY).toMillis();
            metadata.schedule(fetch, retryMs, TimeUnit.MILLISECONDS);
        }
    }

    /** 0 for a topic that is not known yet. */
    private int partitions(Topic<?, ?> topic) {
        try {
            return producer.partitionsFor(topic.name()).size();
        } catch (KafkaException e) {
            LOG.debug("{} is not known yet: {}", topic.name(), e.getMessage());
            return 0;
        }
    }

    @Override
    public boolean isReady() {
        return ready && sender.map(Thread::isAlive).orElse(true);
    }

    @Override
    public int partition(String idempotencyKey) {
        return RecordKeys.partition(idempotencyKey, Math.max(1, partitions));
    }

    @Override
    public int partition(String tenantId, RawEvent event) {
        return partition(tenantId, event, Math.max(1, partitions));
    }

    private static int partition(String tenantId, RawEvent event, int count) {
        String key = event.idempotencyKey() == null
                ? RecordKeys.participant(tenantId, event.participantId())
                : event.idempotencyKey();
        return RecordKeys.partition(key, count);
    }

    @Override
    public CompletableFuture<Append> append(String tenantId, RawEvent event, long arrivedAtMs, boolean sync) {
        return send(record(tenantId, event, arrivedAtMs, sync, partitions));
    }

    @Override
    public CompletableFuture<Append> append(String tenantId, RawCommand command, long arrivedAtMs) {
        return send(record(tenantId, command, arrivedAtMs, true));
    }

    private CompletableFuture<Append> send(ProducerRecord<byte[], byte[]> record) {
        CompletableFuture<Append> appended = new CompletableFuture<>();
        try {
            producer.send(record, (written, failure) -> {
                if (failure == null && written.hasOffset()) {
                    appended.complete(new Append.Written(written.partition(), written.offset(), eventId(written)));
                } else if (failure == null) {
                    appended.complete(new Append.Failed("expected an offset of the event, but Kafka gave none"));
                } else {
                    appended.complete(failed(failure));
                }
            });
        } catch (KafkaException | IllegalStateException e) {
            appended.complete(failed(e));
        }
        return appended;
    }

    /** The id of an event that was written, which follows from where it is; the processors derive the same. */
    public static String eventId(RecordMetadata written) {
        return EventId.at(written.topic(), written.partition(), written.offset(), written.timestamp());
    }

    private static Append failed(Exception failure) {
        LOG.debug("an event could not be written", failure);
        return new Append.Failed(failure.getClass().getSimpleName() + ": " + failure.getMessage());
    }

    /**
     * An event as a record of {@code raw-events}, as every writer of this product writes it.
     *
     * @param partitions of the topic, by which an event without a key is put into its participant's; 0 where that is
     *     not known
     */
    public static ProducerRecord<byte[], byte[]> record(
            String tenantId, RawEvent event, long arrivedAtMs, boolean sync, int partitions) {
        byte[] key = event.idempotencyKey() == null ? null : utf8(event.idempotencyKey());
        Integer partition =
                key == null && partitions > 0 ? Integer.valueOf(partition(tenantId, event, partitions)) : null;
        return new ProducerRecord<>(
                Topics.RAW_EVENTS.name(), partition, arrivedAtMs, key, Json.write(event), headers(tenantId, sync));
    }

    /** A command as a record of {@code raw-commands}, as every writer of this product writes it. */
    public static ProducerRecord<byte[], byte[]> record(
            String tenantId, RawCommand command, long arrivedAtMs, boolean sync) {
        byte[] key = utf8(command.idempotencyKey());
        return new ProducerRecord<>(
                Topics.RAW_COMMANDS.name(), null, arrivedAtMs, key, Json.write(command), headers(tenantId, sync));
    }

    private static RecordHeaders headers(String tenantId, boolean sync) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(EventHeaders.TENANT, utf8(tenantId));
        if (sync) {
            headers.add(EventHeaders.SYNC, new byte[0]);
        }
        return headers;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        ready = false;
        metadata.shutdownNow();
        producer.close(CLOSE_TIMEOUT);
    }
}
