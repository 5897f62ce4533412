package io.podium.operations.log;

import io.podium.operations.log.CommittedLog.Range;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Several partitions as one stream in the order of their timestamps, as far as each partition's own order allows; the
 * same in every reading.
 */
public final class MergedReader implements Iterator<ConsumerRecord<byte[], byte[]>>, AutoCloseable {

    private final List<PartitionReader> readers = new ArrayList<>();
    private final PriorityQueue<Head> heads = new PriorityQueue<>(
            Comparator.comparingLong((Head head) -> head.record().timestamp())
                    .thenComparingInt(head -> head.record().partition()));

    /** Opens all; to be closed. */
    public MergedReader(CommittedLog log, List<Range> ranges) {
        for (Range range : ranges) {
            PartitionReader reader = log.read(range);
            readers.add(reader);
            advance(reader);
        }
    }

    private record Head(ConsumerRecord<byte[], byte[]> record, PartitionReader reader) {}

    private void advance(PartitionReader reader) {
        if (reader.hasNext()) {
            heads.add(new Head(reader.next(), reader));
        }
    }

    @Override
    public boolean hasNext() {
        return !heads.isEmpty();
    }

    @Override
    public ConsumerRecord<byte[], byte[]> next() {
        Head head = heads.poll();
        if (head == null) {
            throw new NoSuchElementException("the end of all partitions");
        }
        advance(head.reader());
        return head.record();
    }

    @Override
    public void close() {
        readers.forEach(PartitionReader::close);
    }
}
