package io.podium.operations.administration;

import static java.util.Objects.requireNonNull;

import io.podium.schemas.topic.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ConcurrentTransactionsException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One of the small compacted topics, as a table that operators' commands read whole and write to. */
public final class TableTopic<V> {

    private static final Logger LOG = LoggerFactory.getLogger(TableTopic.class);
    private static final int MAX_WAIT_MS = 10_000;

    /** How long one who writes beside others tries before it gives up. */
    private static final Duration CONTENTION = Duration.ofMinutes(1);

    private static final int MAX_PAUSE_MS = 8_000;

    /** Brokers learn of a new topic one after the other. */
    private static final Duration PROPAGATION = Duration.ofSeconds(3);

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Topic<String, V> topic;
    private final Map<String, Object> client;
    private volatile boolean exists;

    /** The table in a cluster, with further Kafka client settings by Kafka's names. */
    public TableTopic(Topic<String, V> topic, String bootstrapServers, Map<String, String> kafka) {
        this.topic = topic;
        client = new HashMap<>(kafka);
        client.put("bootstrap.servers", bootstrapServers);
    }

    /**
     * Everything that is in the table now, by key.
     *
     * @throws IllegalStateException when there is no such topic; none of these operations creates it
     */
    public Map<String, V> read() {
        Map<String, V> table = new LinkedHashMap<>();
        TopicPartition partition = new TopicPartition(topic.name(), 0);
        try (KafkaConsumer<String, V> consumer = consumer()) {
            requireTopic(consumer);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = requireNonNull(consumer.endOffsets(List.of(partition)).get(partition));
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<String, V> record : consumer.poll(Duration.ofMillis(200))) {
                    table.remove(record.key());
                    if (record.value() != null) {
                        table.put(record.key(), record.value());
                    }
                }
            }
        }
        return table;
    }

    private KafkaConsumer<String, V> consumer() {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new KafkaConsumer<>(
                settings, topic.key().deserializer(), topic.value().deserializer());
    }

    /**
     * Waits until readers see what was written. A commit is answered when the coordinator has noted it, and the marker
     * that ends the transaction in the topic comes after that: until then whoever reads sees the table as it was.
     */
    private void awaitVisible(long offset) {
        TopicPartition partition = new TopicPartition(topic.name(), 0);
        long deadline = System.nanoTime() + Duration.ofMillis(MAX_WAIT_MS).toNanos();
        try (KafkaConsumer<String, V> consumer = consumer()) {
            while (requireNonNull(consumer.endOffsets(List.of(partition)).get(partition)) <= offset
                    && System.nanoTime() < deadline) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /** A producer's first look at a topic makes some brokers create it, with settings of their own. */
    private void requireTopic() {
        if (!exists) {
            read();
        }
    }

    private void requireTopic(KafkaConsumer<?, ?> consumer) {
        long deadline = System.nanoTime() + PROPAGATION.toNanos();
        while (!exists) {
            exists = !consumer.partitionsFor(topic.name()).isEmpty();
            LockSupport.parkNanos(exists ? 0 : PAUSE.toNanos());
            if (!exists && System.nanoTime() > deadline) {
                throw new IllegalStateException("expected topic " + topic.name()
                        + ", but it does not exist; podium topics apply (of a generation: generation create) makes it");
            }
        }
    }

    /**
     * Writes an entry unless there is one of its key; of several who do so at once, one succeeds.
     *
     * @return what is there afterwards
     */
    public V putIfAbsent(String key, V value) {
        requireTopic();
        long deadline = System.nanoTime() + CONTENTION.toNanos();
        int bound = (int) PAUSE.toMillis();
        while (true) {
            V there = read().get(key); // whoever finds it here need not disturb one who is writing
            if (there != null) {
                return there;
            }
            try (KafkaProducer<String, V> producer = producer()) {
                producer.initTransactions(); // whoever looked before this can't write any more
                there = read().get(key);
                if (there != null) {
                    return there;
                }
                write(producer, Map.of(key, value));
                return value;
            } catch (KafkaException e) {
                if (!comesFromOthers(e)) {
                    throw e;
                }
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(
                            "expected to write to " + topic.name() + ", but others did all the time", e);
                }
                LOG.debug("another one came to {} first", topic.name(), e);
            }
            // All who were stopped by each other would stop each other again if they came back at once.
            LockSupport.parkNanos(Duration.ofMillis(ThreadLocalRandom.current().nextInt(bound))
                    .toNanos());
            bound = Math.min(2 * bound, MAX_PAUSE_MS);
        }
    }

    /**
     * Whether another one's initTransactions may be the reason. A broker that ends the transactions of several at once
     * may answer with an error that says nothing (a bare KafkaException): whether the entry was written the next look
     * shows.
     */
    private static boolean comesFromOthers(KafkaException e) {
        return e instanceof ProducerFencedException
                || e instanceof InvalidProducerEpochException
                || e instanceof InvalidTxnStateException
                || e instanceof ConcurrentTransactionsException
                || e.getClass() == KafkaException.class;
    }

    /**
     * Writes all entries in one transaction: all of them or none; one without a value deletes its key.
     *
     * @return the offset of the last; -1 for no entries
     */
    public long write(Map<String, V> entries) {
        if (entries.isEmpty()) {
            return -1;
        }
        requireTopic();
        try (KafkaProducer<String, V> producer = producer()) {
            producer.initTransactions();
            return write(producer, entries);
        }
    }

    private KafkaProducer<String, V> producer() {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_WAIT_MS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, MAX_WAIT_MS);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, MAX_WAIT_MS / 2);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "podium-table-" + topic.name());
        return new KafkaProducer<>(
                settings, topic.key().serializer(), topic.value().serializer());
    }

    private long write(KafkaProducer<String, V> producer, Map<String, V> entries) {
        try {
            producer.beginTransaction();
            long last = 0;
            for (Map.Entry<String, V> entry : entries.entrySet()) {
                last = producer.send(new ProducerRecord<>(topic.name(), 0, entry.getKey(), entry.getValue()))
                        .get()
                        .offset();
            }
            producer.commitTransaction();
            awaitVisible(last);
            return last;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while writing to " + topic.name(), e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KafkaException refused && comesFromOthers(refused)) {
                throw refused; // which a caller may know what to do about
            }
            throw new IllegalStateException(
                    "expected to write to " + topic.name() + ", but "
                            + requireNonNull(e.getCause()).getMessage(),
                    e);
        }
    }
}
