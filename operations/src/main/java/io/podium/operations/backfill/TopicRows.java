package io.podium.operations.backfill;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.operations.log.CommittedLog;
import io.podium.operations.log.CommittedLog.Range;
import io.podium.operations.log.PartitionReader;
import io.podium.schemas.event.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records of a topic as rows, one partition after the other. Beside the members of the value a row has the columns
 * {@code _partition}, {@code _offset}, {@code _key} and {@code _timestamp}.
 */
final class TopicRows implements Rows {

    /** The columns that say where a record was. */
    static final List<String> PLACE = List.of("_partition", "_offset", "_timestamp", "_key");

    private final CommittedLog log;
    private final List<Range> ranges;
    private int range = -1;
    private @Nullable PartitionReader reader;
    private long finished;
    private long number;
    private long offset;

    TopicRows(CommittedLog log, List<Range> ranges) {
        this.log = log;
        this.ranges = ranges;
    }

    @Override
    public boolean hasNext() {
        while (reader == null || !reader.hasNext()) {
            if (reader != null) {
                reader.close();
                reader = null;
                finished += ranges.get(range).length();
            }
            if (range + 1 >= ranges.size()) {
                return false;
            }
            range++;
            offset = ranges.get(range).from();
            reader = log.read(ranges.get(range));
        }
        return true;
    }

    @Override
    public Row next() {
        if (!hasNext() || reader == null) {
            throw new NoSuchElementException("no row after " + number);
        }
        ConsumerRecord<byte[], byte[]> record = reader.next();
        offset = record.offset() + 1;
        long row = number++;
        if (record.value() == null) {
            return Row.unreadable(row, new Problem("", "wrong_type", "expected a JSON object, but there is no value"));
        }
        Row parsed = NdjsonRows.parse(row, record.value());
        if (parsed.columns() != null) {
            place(parsed.columns(), record);
        }
        return parsed;
    }

    private static void place(ObjectNode columns, ConsumerRecord<byte[], byte[]> record) {
        columns.put("_partition", record.partition())
                .put("_offset", record.offset())
                .put("_timestamp", record.timestamp());
        if (record.key() != null) {
            columns.put("_key", new String(record.key(), StandardCharsets.UTF_8));
        }
    }

    @Override
    public long done() {
        return finished + (reader == null ? 0 : offset - ranges.get(range).from());
    }

    @Override
    public long total() {
        return ranges.stream().mapToLong(Range::length).sum();
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
        }
    }
}
