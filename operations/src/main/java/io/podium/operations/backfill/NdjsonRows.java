package io.podium.operations.backfill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.schemas.event.Limits;
import io.podium.schemas.event.Problem;
import io.podium.schemas.event.RawEventParser;
import io.podium.schemas.json.Json;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** One JSON object per line; empty lines are left out. A line longer than any event is a row that can't be read. */
final class NdjsonRows implements Rows {

    private static final int LINE_BYTES = 4 * Limits.BODY_BYTES;

    private final InputStream in;
    private final long size;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean tooLong;
    private long read;
    private long number;
    private @Nullable Row next;

    NdjsonRows(Path file) throws IOException {
        size = Files.size(file);
        in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    }

    @Override
    public boolean hasNext() {
        try {
            while (next == null && readLine()) {
                byte[] text = line.toByteArray();
                if (tooLong) {
                    next = Row.unreadable(
                            number++,
                            new Problem("", "too_long", "expected a line of at most " + LINE_BYTES + " bytes"));
                } else if (!isBlank(text)) {
                    next = parse(number++, text);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return next != null;
    }

    @Override
    public Row next() {
        Row row = hasNext() ? next : null;
        if (row == null) {
            throw new NoSuchElementException("no row after " + number);
        }
        next = null;
        return row;
    }

    /** Whether there was one. */
    private boolean readLine() throws IOException {
        line.reset();
        tooLong = false;
        int one = in.read();
        if (one < 0) {
            return false;
        }
        while (one >= 0 && one != '\n') {
            read++;
            if (line.size() < LINE_BYTES) {
                line.write(one);
            } else {
                tooLong = true;
            }
            one = in.read();
        }
        read++;
        return true;
    }

    private static boolean isBlank(byte[] text) {
        for (byte one : text) {
            if (one != ' ' && one != '\t' && one != '\r') {
                return false;
            }
        }
        return true;
    }

    /** A row of a JSON document. */
    static Row parse(long number, byte[] json) {
        return parse(number, json, Json.mapper().reader());
    }

    /** The same, by a reader of a dialect. */
    static Row parse(long number, byte[] json, ObjectReader reader) {
        try {
            JsonNode node = Json.tree(reader, json);
            return node instanceof ObjectNode columns
                    ? Row.of(number, columns)
                    : Row.unreadable(number, new Problem("", "wrong_type", "expected a JSON object"));
        } catch (IOException e) {
            return Row.unreadable(number, RawEventParser.unreadable(e));
        }
    }

    @Override
    public long done() {
        return Math.min(read, size);
    }

    @Override
    public long total() {
        return size;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
