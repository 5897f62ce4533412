package io.podium.operations.backfill;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.schemas.event.Limits;
import io.podium.schemas.event.Problem;
import io.podium.schemas.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * RFC 4180 with a header line; all columns are text, and an empty cell counts as absent. A row that can't be read
 * (bytes of another character set, quotes that do not match, cells that the header does not have) is one bad row:
 * reading goes on at the line behind the one where it began.
 */
final class CsvRows implements Rows {

    /** Longer than any event can be. */
    private static final int ROW_CHARACTERS = 4 * Limits.BODY_BYTES;

    private static final String DELIMITERS = ",;\t|";
    private static final String TIME = "occurred_at";

    private final long size;
    private final CsvText text;
    private final boolean trim;
    private final char delimiter;
    private final List<String> header;
    private final Set<String> duplicates = new LinkedHashSet<>();
    private long number;

    CsvRows(Path file) throws IOException {
        this(file, CsvFormat.DETECTED);
    }

    CsvRows(Path file, CsvFormat format) throws IOException {
        size = Files.size(file);
        text = new CsvText(file, format.charset());
        trim = format.trim();
        Character reported = separatorLine();
        delimiter = format.delimiter() != null ? format.delimiter() : reported != null ? reported : detected();
        header = new ArrayList<>();
        skipEmptyLines();
        if (text.peek() != CsvText.END && record() instanceof Cells cells) {
            cells.values().forEach(name -> header.add(name.strip()));
        }
        text.mark();
        Set<String> seen = new HashSet<>();
        header.stream().filter(name -> !seen.add(name)).forEach(duplicates::add);
    }

    /** What a position in the file holds. */
    private sealed interface Read {}

    private record Cells(List<String> values) implements Read {}

    private record Bad(String code, String why) implements Read {}

    /** Spreadsheets say on a line of its own what is between cells: {@code sep=;}. */
    private @Nullable Character separatorLine() throws IOException {
        StringBuilder start = new StringBuilder();
        text.mark();
        while (start.length() < 5 && text.peek() != CsvText.END) {
            start.append((char) text.next());
        }
        boolean ends = text.peek() == '\n' || text.peek() == '\r' || text.peek() == CsvText.END;
        if (start.toString().matches("(?i)sep=[^\r\n]") && ends) {
            text.skipLine();
            return start.charAt(4);
        }
        text.reset();
        return null;
    }

    /** Which of the usual delimiters stands most often in the header line, outside quotes. */
    private char detected() throws IOException {
        int[] counts = new int[DELIMITERS.length()];
        boolean quoted = false;
        text.mark();
        int character = text.next();
        while (character != CsvText.END && text.taken() < ROW_CHARACTERS && (quoted || !isLineEnd(character))) {
            quoted ^= character == '"';
            int kind = quoted ? -1 : DELIMITERS.indexOf(character);
            if (kind >= 0) {
                counts[kind]++;
            }
            character = text.next();
        }
        text.reset();
        int most = 0;
        for (int i = 1; i < counts.length; i++) {
            most = counts[i] > counts[most] ? i : most;
        }
        return DELIMITERS.charAt(most);
    }

    private static boolean isLineEnd(int character) {
        return character == '\n' || character == '\r';
    }

    private void skipEmptyLines() throws IOException {
        while (isLineEnd(text.peek())) {
            text.next();
        }
        text.mark();
    }

    @Override
    public Set<String> columns() {
        return new LinkedHashSet<>(header);
    }

    @Override
    public Set<String> duplicateColumns() {
        return duplicates;
    }

    @Override
    public boolean hasNext() {
        try {
            skipEmptyLines();
            return text.peek() != CsvText.END;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no row after " + number);
        }
        try {
            long row = number++;
            Read read = record();
            if (read instanceof Cells cells && cells.values().size() != header.size()) {
                read = new Bad(
                        "malformed_csv",
                        "expected " + header.size() + " cells as in the header, but "
                                + cells.values().size() + " came");
            }
            if (read instanceof Bad bad) {
                text.reset();
                text.skipLine();
                return Row.unreadable(row, new Problem("", bad.code(), bad.why()));
            }
            text.mark();
            return Row.of(row, columns(((Cells) read).values()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A name that two columns have is nobody's; an empty time is kept, so that it is not taken for none. */
    private ObjectNode columns(List<String> cells) {
        ObjectNode columns = Json.mapper().createObjectNode();
        for (int i = 0; i < cells.size(); i++) {
            String name = header.get(i);
            if (!cells.get(i).isEmpty() && !duplicates.contains(name)) {
                columns.put(name, cells.get(i));
            } else if (name.equals(TIME)) {
                columns.putNull(name);
            }
        }
        return columns;
    }

    /** Reads from the mark up to behind the end of the row. */
    private Read record() throws IOException {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        while (true) {
            cell.setLength(0);
            Bad bad = text.peek() == '"' ? quoted(cell) : plain(cell);
            if (bad != null) {
                return bad;
            }
            cells.add(cell.toString());
            int end = text.next();
            if (end == CsvText.END || isLineEnd(end)) {
                if (end == '\r' && text.peek() == '\n') {
                    text.next();
                }
                return new Cells(cells);
            }
        }
    }

    private @Nullable Bad plain(StringBuilder cell) throws IOException {
        int character = text.peek();
        while (character != CsvText.END && character != delimiter && !isLineEnd(character)) {
            Bad bad = unreadable(character);
            if (bad != null) {
                return bad;
            }
            cell.append((char) text.next());
            character = text.peek();
        }
        strip(cell);
        return null;
    }

    private void strip(StringBuilder cell) {
        if (trim) {
            String stripped = cell.toString().strip();
            cell.setLength(0);
            cell.append(stripped);
        }
    }

    private @Nullable Bad quoted(StringBuilder cell) throws IOException {
        text.next();
        while (true) {
            int character = text.next();
            if (character == CsvText.END) {
                return new Bad("malformed_csv", "expected a quote at the end of a quoted cell, but there is none");
            }
            Bad bad = unreadable(character);
            if (bad != null) {
                return bad;
            }
            if (character != '"') {
                cell.append((char) character);
            } else if (text.peek() == '"') {
                cell.append((char) text.next());
            } else {
                return behindQuote(cell);
            }
        }
    }

    private @Nullable Bad behindQuote(StringBuilder cell) throws IOException {
        while (trim && text.peek() == ' ') {
            text.next();
        }
        int next = text.peek();
        if (next == CsvText.END || next == delimiter || isLineEnd(next)) {
            strip(cell);
            return null;
        }
        return new Bad(
                "malformed_csv",
                "expected the end of a cell behind its closing quote (RFC 4180), but " + (char) next + " came");
    }

    private @Nullable Bad unreadable(int character) {
        if (character == CsvText.UNREADABLE) {
            return new Bad(
                    "bad_encoding",
                    "expected characters of the file's character set, but other bytes came; name another by --charset,"
                            + " such as windows-1252");
        }
        return text.taken() > ROW_CHARACTERS
                ? new Bad("too_long", "expected a row of at most " + ROW_CHARACTERS + " characters")
                : null;
    }

    @Override
    public long done() {
        return Math.min(text.bytes(), size);
    }

    @Override
    public long total() {
        return size;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
