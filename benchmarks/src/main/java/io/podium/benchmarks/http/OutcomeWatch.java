package io.podium.benchmarks.http;

import io.podium.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the outcome topics from their ends on, as an analytics consumer does, and notes how long after its event's
 * arrival each outcome could be read, in ms: the records carry the arrival as their timestamp. Only what is committed
 * is seen.
 */
final class OutcomeWatch implements AutoCloseable {

    private final Histogram latencies = new Histogram(TimeUnit.MINUTES.toMillis(1), 3);
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final ExecutorService reader = Executors.newSingleThreadExecutor();
    private final Future<?> reading;
    private volatile boolean ending;

    OutcomeWatch(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = Topics.outcomes().stream()
                .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // seeking is lazy, and everything from now on counts
        reading = reader.submit(this::read);
    }

    /** Reads on until nothing more comes, and reports what was seen. */
    Histogram end() throws ExecutionException, InterruptedException {
        ending = true;
        reading.get();
        return latencies;
    }

    private void read() {
        boolean more = true;
        while (!ending || more) {
            more = false;
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(500))) {
                latencies.recordValue(Math.max(0, System.currentTimeMillis() - record.timestamp()));
                more = true;
            }
        }
    }

    @Override
    public void close() {
        ending = true;
        reader.shutdown();
        consumer.close();
    }
}
