package io.podium.operations.backfill;

import static java.util.Objects.requireNonNull;

import io.podium.operations.backfill.Mapped.Valid;
import io.podium.schemas.event.EventHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Writes the rows of a step into the log, in the order that rules need, and waits until the log has them. */
final class RowWriter {

    private final Producer<byte[], byte[]> producer;
    private final RowOrder order;

    RowWriter(Producer<byte[], byte[]> producer, RowOrder order) {
        this.producer = producer;
        this.order = order;
    }

    /**
     * Writes rows.
     *
     * @param tag of the import, which each record carries
     * @return where each of them is
     * @throws IllegalStateException when the log does not take one
     */
    Map<Row, RecordMetadata> write(long tag, List<Row> rows, Map<Row, Valid> valid) {
        Map<Row, RecordMetadata> places = new HashMap<>();
        List<List<Row>> parts = order.parts(rows, valid);
        for (int part = 0; part < parts.size(); part++) {
            if (part > 0) {
                order.await(parts.get(part), valid);
            }
            writeAtOnce(tag, parts.get(part), valid, places);
        }
        return places;
    }

    private void writeAtOnce(long tag, List<Row> rows, Map<Row, Valid> valid, Map<Row, RecordMetadata> places) {
        List<Future<RecordMetadata>> sent = new ArrayList<>(rows.size());
        long now = System.currentTimeMillis();
        for (Row row : rows) {
            ProducerRecord<byte[], byte[]> record =
                    requireNonNull(valid.get(row)).record(now);
            record.headers()
                    .add(EventHeaders.IMPORT_ROW, (tag + "/" + row.number()).getBytes(StandardCharsets.US_ASCII));
            sent.add(producer.send(record));
        }
        producer.flush();
        for (int i = 0; i < rows.size(); i++) {
            try {
                RecordMetadata position = sent.get(i).get();
                places.put(rows.get(i), position);
                order.written(requireNonNull(valid.get(rows.get(i))), position);
            } catch (ExecutionException e) {
                throw new IllegalStateException(
                        "expected the log to take row " + rows.get(i).number() + ", but "
                                + requireNonNull(e.getCause()).getMessage() + "; the same command goes on from here",
                        e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }
}
