package io.podium.operations.backfill;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The text of a file as characters that can be read again from a mark a bounded number of characters back. Bytes that
 * the character set does not have become {@link #UNREADABLE}, a character that no text has.
 */
final class CsvText implements Closeable {

    /** In place of bytes that are no character. */
    static final char UNREADABLE = '\uffff';

    /** After the last character. */
    static final int END = -1;

    private final Reader reader;
    private final AtomicLong bytes = new AtomicLong();
    private final StringBuilder window = new StringBuilder();
    private final char[] chunk = new char[1 << 14];
    private int at;
    private int marked;
    private boolean ended;

    CsvText(Path file, @Nullable Charset wanted) throws IOException {
        InputStream in = new BufferedInputStream(new Counting(Files.newInputStream(file)), 1 << 16);
        Charset charset = charset(in, wanted);
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        reader = new InputStreamReader(in, decoder.replaceWith(String.valueOf(UNREADABLE)));
    }

    /** Counts what is read. */
    private final class Counting extends FilterInputStream {
        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = super.read(target, offset, length);
            bytes.addAndGet(Math.max(0, count));
            return count;
        }
    }

    /** Takes a byte order mark away; it says more than what was asked for. */
    private static Charset charset(InputStream in, @Nullable Charset wanted) throws IOException {
        in.mark(3);
        byte[] start = in.readNBytes(3);
        in.reset();
        if (start.length == 3 && start[0] == (byte) 0xef && start[1] == (byte) 0xbb && start[2] == (byte) 0xbf) {
            in.skipNBytes(3);
            return StandardCharsets.UTF_8;
        } else if (start.length >= 2 && start[0] == (byte) 0xfe && start[1] == (byte) 0xff) {
            in.skipNBytes(2);
            return StandardCharsets.UTF_16BE;
        } else if (start.length >= 2 && start[0] == (byte) 0xff && start[1] == (byte) 0xfe) {
            in.skipNBytes(2);
            return StandardCharsets.UTF_16LE;
        } else if (wanted == null && start.length >= 2 && (start[0] == 0 || start[1] == 0)) {
            return start[0] == 0 ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
        }
        return wanted == null ? StandardCharsets.UTF_8 : wanted;
    }

    /** The next character, without taking it; {@link #END} behind the last. */
    int peek() throws IOException {
        while (at == window.length() && !ended) {
            int count = reader.read(chunk);
            if (count < 0) {
                ended = true;
            } else {
                window.append(chunk, 0, count);
            }
        }
        return at < window.length() ? window.charAt(at) : END;
    }

    /** Takes the next character. */
    int next() throws IOException {
        int character = peek();
        at += character == END ? 0 : 1;
        return character;
    }

    /** Forgets what was taken: the mark is here. */
    void mark() {
        if (at > chunk.length || at == window.length()) {
            window.delete(0, at);
            at = 0;
        }
        marked = at;
    }

    /** How many characters were taken since the mark. */
    int taken() {
        return at - marked;
    }

    /** Goes back to the mark. */
    void reset() {
        at = marked;
    }

    /** Takes what is left of the line, with its end. */
    void skipLine() throws IOException {
        int character = next();
        while (character != END && character != '\n' && character != '\r') {
            mark();
            character = next();
        }
        if (character == '\r' && peek() == '\n') {
            next();
        }
        mark();
    }

    /** How many bytes were read. */
    long bytes() {
        return bytes.get();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
