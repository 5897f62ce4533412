package io.podium.benchmarks.http;

import io.podium.operations.administration.LogOffsets;
import io.podium.schemas.event.EventHeaders;
import io.podium.standalone.setup.DevNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The records that the product writes, with their keys and headers, written with {@code acks=all} and nothing else
 * done to them.
 *
 * @param threads how many write at once
 * @param batch records per batch
 */
record RawProducing(String bootstrapServers, int threads, int batch) {

    private static final byte[] TENANT = DevNode.TENANT.getBytes(StandardCharsets.UTF_8);

    /**
     * Each thread waits until all replicas have its batch, then sends the next, as a client of HTTP does; records/s.
     */
    double waiting(LongFunction<byte[]> records, double seconds) {
        try (Producer<byte[], byte[]> producer = producer(bootstrapServers, 0)) {
            return run(producer, seconds, batchNumber -> {
                List<Future<RecordMetadata>> sent = new ArrayList<>(batch);
                for (long i = batchNumber * batch; i < (batchNumber + 1) * batch; i++) {
                    sent.add(producer.send(record(records, i)));
                }
                for (Future<RecordMetadata> one : sent) {
                    one.get();
                }
            });
        }
    }

    /** Nobody waits for anything but room in the producer's buffer, as kafka-producer-perf-test does; records/s. */
    double streaming(LongFunction<byte[]> records, double seconds) {
        try (Producer<byte[], byte[]> producer = producer(bootstrapServers, 5)) {
            return run(producer, seconds, batchNumber -> {
                for (long i = batchNumber * batch; i < (batchNumber + 1) * batch; i++) {
                    producer.send(record(records, i));
                }
            });
        }
    }

    /** With the settings of an API node's producer. */
    static Producer<byte[], byte[]> producer(String bootstrapServers, int lingerMs) {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.LINGER_MS_CONFIG,
                        lingerMs,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        64 * 1024,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static ProducerRecord<byte[], byte[]> record(LongFunction<byte[]> records, long number) {
        byte[] event = records.apply(number);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(Servers.BARE_TOPIC, Events.key(event), event);
        record.headers().add(EventHeaders.TENANT, TENANT);
        return record;
    }

    private interface Batches {
        void send(long number) throws ExecutionException, InterruptedException;
    }

    /** Records per second that stand in the log at the end. */
    private double run(Producer<byte[], byte[]> producer, double seconds, Batches batches) {
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrapServers))) {
            LogOffsets log = new LogOffsets(admin);
            long before = written(log);
            AtomicLong numbers = new AtomicLong();
            long began = System.nanoTime();
            long end = began + (long) (seconds * 1e9);
            Concurrently.run(threads, () -> {
                while (System.nanoTime() < end) {
                    batches.send(numbers.getAndIncrement());
                }
                return null;
            });
            producer.flush();
            double took = (System.nanoTime() - began) / 1e9;
            return (written(log) - before) / took;
        }
    }

    private static long written(LogOffsets log) {
        return log.ends(log.partitions(List.of(Servers.BARE_TOPIC)), IsolationLevel.READ_UNCOMMITTED).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
