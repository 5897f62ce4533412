package io.podium.standalone.backfill;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.podium.schemas.event.Problem;
import io.podium.schemas.json.Json;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** RFC 4180 with a header line; all columns are text. An empty cell counts as absent. */
final class CsvRows implements Rows {

    private static final ObjectReader READER = CsvMapper.builder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .build()
            .readerFor(String[].class);

    private final long size;
    private final AtomicLong read = new AtomicLong();
    private final MappingIterator<String[]> lines;
    private final String[] header;
    private long number;
    private boolean broken;

    CsvRows(Path file) throws IOException {
        size = Files.size(file);
        lines = READER.readValues(new Counting(Files.newInputStream(file)));
        header = lines.hasNextValue() ? lines.nextValue() : new String[0];
    }

    /** Counts what is read. */
    private final class Counting extends FilterInputStream {
        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            read.addAndGet(Math.max(0, count));
            return count;
        }
    }

    @Override
    public boolean hasNext() {
        try {
            return !broken && lines.hasNext();
        } catch (RuntimeJsonMappingException e) {
            return true; // next() tells what is wrong
        }
    }

    /** The next row. Where quotes do not match, it is the last: nobody knows where the next begins. */
    @Override
    public Row next() {
        long row = number++;
        String[] cells;
        try {
            cells = lines.nextValue();
        } catch (IOException | RuntimeJsonMappingException e) {
            broken = true;
            return Row.unreadable(
                    row,
                    new Problem(
                            "",
                            "malformed_csv",
                            "expected a CSV row (RFC 4180), but "
                                    + e.getMessage().lines().findFirst().orElse("")
                                    + "; nothing behind it can be read"));
        }
        if (cells.length != header.length) {
            return Row.unreadable(
                    row,
                    new Problem(
                            "",
                            "malformed_csv",
                            "expected " + header.length + " cells as in the header, but " + cells.length + " came"));
        }
        ObjectNode columns = Json.mapper().createObjectNode();
        for (int i = 0; i < cells.length; i++) {
            if (!cells[i].isEmpty()) {
                columns.put(header[i], cells[i]);
            }
        }
        return Row.of(row, columns);
    }

    @Override
    public long done() {
        return Math.min(read.get(), size);
    }

    @Override
    public long total() {
        return size;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
