package io.podium.operations.log;

import io.podium.operations.log.CommittedLog.Range;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jspecify.annotations.Nullable;

/** The committed records of a part of one partition, in their order. Holds a few MiB at a time. */
public final class PartitionReader implements Iterator<ConsumerRecord<byte[], byte[]>>, AutoCloseable {

    /** A broker that is away comes back, or another leads; longer than this, someone should look. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** How long it waits for the next records; Kafka says sooner when there are any. */
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Range range;
    private Iterator<ConsumerRecord<byte[], byte[]>> fetched = Collections.emptyIterator();
    private @Nullable ConsumerRecord<byte[], byte[]> next;

    PartitionReader(KafkaConsumer<byte[], byte[]> consumer, Range range) {
        this.consumer = consumer;
        this.range = range;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException when Kafka gives nothing for two minutes, though there is more
     */
    @Override
    public boolean hasNext() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (next == null) {
            if (fetched.hasNext()) {
                ConsumerRecord<byte[], byte[]> record = fetched.next();
                if (record.offset() >= range.to()) {
                    return false;
                }
                next = record;
            } else if (consumer.position(range.partition()) >= range.to()) {
                return false;
            } else if (System.nanoTime() > deadline) {
                throw new IllegalStateException("expected records of " + range.partition() + " up to offset "
                        + range.to() + ", but there came none for " + PATIENCE.toMinutes() + " minutes after offset "
                        + consumer.position(range.partition()));
            } else {
                fetched = consumer.poll(POLL).iterator();
            }
        }
        return true;
    }

    @Override
    public ConsumerRecord<byte[], byte[]> next() {
        ConsumerRecord<byte[], byte[]> record = hasNext() ? next : null;
        if (record == null) {
            throw new NoSuchElementException("the end of " + range);
        }
        next = null;
        return record;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
