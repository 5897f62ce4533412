package io.podium.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A line of the head of an HTTP answer, read from a connection without a client library. */
public final class AnswerLine {

    private static final int LONGEST = 64 * 1024;

    private AnswerLine() {}

    /**
     * Reads the next line.
     *
     * @return without its end
     * @throws EOFException when the connection ends before the line, or the line does not end
     */
    public static String read(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || line.length() > LONGEST) {
                throw new EOFException("expected a line of an answer, but it ended after: " + line);
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
