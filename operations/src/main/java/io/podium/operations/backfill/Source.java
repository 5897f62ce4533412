package io.podium.operations.backfill;

import static java.util.Objects.requireNonNull;

import io.podium.operations.log.CommittedLog;
import io.podium.operations.log.CommittedLog.Range;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where rows come from. A source is read as often as wanted and gives the same rows each time. */
public sealed interface Source {

    /** Opens a reading. */
    Rows open() throws IOException;

    /** What distinguishes the source from any other, and from itself after a change. */
    String fingerprint() throws IOException;

    /** First offset and end per partition, where the source goes on growing; empty where it does not. */
    default Map<Integer, List<Long>> bounds() {
        return Map.of();
    }

    /** The source as it was when it had these bounds. */
    default Source within(Map<Integer, List<Long>> bounds) {
        return this;
    }

    /** Opens files of one format. */
    @FunctionalInterface
    interface Format {
        Rows open(Path file) throws IOException;
    }

    /** A file. */
    record OfFile(Path file, Format format) implements Source {
        @Override
        public Rows open() throws IOException {
            return format.open(file);
        }

        @Override
        public String fingerprint() throws IOException {
            return file.toRealPath() + ", " + Files.size(file) + " bytes of " + Files.getLastModifiedTime(file);
        }
    }

    /**
     * A Kafka topic whose values are JSON objects.
     *
     * @param ranges of its partitions, which bound what is read
     */
    record Topic(CommittedLog log, List<Range> ranges) implements Source {
        @Override
        public Rows open() {
            return new TopicRows(log, ranges);
        }

        @Override
        public String fingerprint() {
            return "topic " + ranges.get(0).partition().topic();
        }

        @Override
        public Map<Integer, List<Long>> bounds() {
            Map<Integer, List<Long>> bounds = new HashMap<>();
            ranges.forEach(range -> bounds.put(range.partition().partition(), List.of(range.from(), range.to())));
            return bounds;
        }

        @Override
        public Source within(Map<Integer, List<Long>> bounds) {
            return new Topic(
                    log,
                    ranges.stream()
                            .filter(range ->
                                    bounds.containsKey(range.partition().partition()))
                            .map(range -> within(
                                    range,
                                    requireNonNull(bounds.get(range.partition().partition()))))
                            .toList());
        }

        private static Range within(Range range, List<Long> bounds) {
            return new Range(range.partition(), bounds.get(0), bounds.get(1));
        }
    }

    /**
     * The source in a file, by the ending of its name.
     *
     * @param csv how it is written if it is a CSV file
     * @throws IllegalArgumentException when the file is not there, or its ending none of ndjson, jsonl, csv or parquet
     */
    static Source of(Path file, CsvFormat csv) {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("expected a file that can be read, but " + file + " can not");
        }
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return switch (ending) {
            case "ndjson", "jsonl" -> new OfFile(file, NdjsonRows::new);
            case "csv", "tsv" -> new OfFile(file, path -> new CsvRows(path, csv));
            case "parquet" -> new OfFile(file, ParquetRows::new);
            default ->
                throw new IllegalArgumentException(
                        "expected a file named .ndjson, .jsonl, .csv or .parquet, but " + file.getFileName());
        };
    }
}
