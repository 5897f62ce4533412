package io.podium.operations.analytics;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.operations.log.CommittedLog;
import io.podium.operations.log.CommittedLog.Range;
import io.podium.operations.log.PartitionReader;
import io.podium.schemas.event.ArrivalSpan;
import io.podium.schemas.json.Json;
import io.podium.schemas.topic.Topic;
import io.podium.schemas.topic.Topics;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Topics as Parquet files, a folder each, one column per member of the records; what analytics tools read. Only what
 * is committed, each record once. Rows stand in the order of partition and offset.
 */
public final class Export {

    /** Topics whose records have columns, and are of use to analysts. */
    public static final List<Topic<?, ?>> TOPICS = Stream.of(
                    List.of(Topics.ACCEPTED_EVENTS), Topics.outcomes(), List.of(Topics.CONTEST_STANDINGS, Topics.RULES))
            .<Topic<?, ?>>flatMap(List::stream)
            .toList();

    private final CommittedLog log;
    private final Path directory;
    private final int rowsPerFile;

    /**
     * An export into a directory.
     *
     * @param rowsPerFile bounds the disk that a file needs while it is made: its rows as JSON
     */
    public Export(CommittedLog log, Path directory, int rowsPerFile) {
        this.log = log;
        this.directory = directory;
        this.rowsPerFile = rowsPerFile;
    }

    /**
     * Writes one topic.
     *
     * @return the number of rows
     * @throws IllegalArgumentException when its folder is there already: rows of two exports would be counted twice
     */
    public long write(Topic<?, ?> topic, ArrivalSpan span) throws IOException, SQLException {
        Path folder = directory.resolve(topic.name());
        if (Files.exists(folder)) {
            throw new IllegalArgumentException("expected a place for " + topic.name() + ", but " + folder
                    + " is there already; remove it, or name another directory");
        }
        Files.createDirectories(folder);
        List<Column> columns = Column.of(topic.contents().schema());
        try (Parts parts = new Parts(folder, columns)) {
            for (Range range : log.ranges(topic, span.from())) {
                try (PartitionReader records = log.read(range)) {
                    while (records.hasNext()) {
                        ConsumerRecord<byte[], byte[]> record = records.next();
                        if (record.value() != null && span.holds(record.timestamp())) {
                            parts.add(row(record, columns));
                        }
                    }
                }
            }
            return parts.finish();
        }
    }

    private static byte[] row(ConsumerRecord<byte[], byte[]> record, List<Column> columns) {
        ObjectNode row = Json.mapper()
                .createObjectNode()
                .put("kafka_partition", record.partition())
                .put("kafka_offset", record.offset())
                .put("kafka_timestamp", Instant.ofEpochMilli(record.timestamp()).toString());
        row.setAll(Json.read(record.value(), ObjectNode.class));
        for (Column column : columns) {
            if (column.isDecimal() && row.path(column.name()).isNumber()) {
                row.put(column.name(), row.get(column.name()).decimalValue().toPlainString());
            }
        }
        return Json.write(row);
    }

    /** The files of one topic, filled one after the other; at least one, so that a topic without rows has columns. */
    private final class Parts implements AutoCloseable {

        private final Path folder;
        private final Path json;
        private final String copy;
        private OutputStream rows;
        private int inPart;
        private int parts;
        private long total;

        Parts(Path folder, List<Column> columns) throws IOException {
            this.folder = folder;
            json = folder.resolve("rows.tmp");
            String read = columns.stream()
                    .map(column -> DuckDb.name(column.name()) + ": "
                            + DuckDb.text(column.isDecimal() ? "VARCHAR" : column.type()))
                    .collect(Collectors.joining(", ", "{", "}"));
            String selected = columns.stream()
                    .map(column -> column.isDecimal()
                            ? "TRY_CAST(" + DuckDb.name(column.name()) + " AS " + Column.DECIMAL + ") AS "
                                    + DuckDb.name(column.name())
                            : DuckDb.name(column.name()))
                    .collect(Collectors.joining(", "));
            copy = "COPY (SELECT " + selected + " FROM read_ndjson(" + DuckDb.text(json.toString()) + ", columns="
                    + read + ", maximum_object_size=16777216)) TO %s (FORMAT parquet, COMPRESSION zstd)";
            begin();
        }

        private void begin() throws IOException {
            rows = new BufferedOutputStream(Files.newOutputStream(json), 1 << 16);
            inPart = 0;
        }

        void add(byte[] row) throws IOException, SQLException {
            if (inPart == rowsPerFile) {
                end();
                begin();
            }
            rows.write(row);
            rows.write('\n');
            inPart++;
            total++;
        }

        private void end() throws IOException, SQLException {
            rows.close();
            Path unfinished = folder.resolve("part.tmp");
            try (Connection connection = DuckDb.open(folder);
                    Statement statement = connection.createStatement()) {
                statement.execute(String.format(copy, DuckDb.text(unfinished.toString())));
            }
            Files.move(unfinished, folder.resolve(String.format("part-%05d.parquet", parts++)));
        }

        long finish() throws IOException, SQLException {
            end();
            return total;
        }

        @Override
        public void close() throws IOException {
            rows.close();
            Files.deleteIfExists(json);
        }
    }
}
