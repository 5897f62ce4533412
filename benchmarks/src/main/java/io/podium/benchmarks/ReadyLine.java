package io.podium.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** The line by which a started process says that it is ready: {@code ready} and what is needed to reach it. */
public final class ReadyLine {

    private static final String READY = "ready ";

    private ReadyLine() {}

    /**
     * Waits for the line; the output stays open, as long as the process lives.
     *
     * @return the words after {@code ready}
     * @throws IllegalStateException when the process ends without it
     */
    public static String[] of(Process process) throws IOException {
        BufferedReader reported =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = reported.readLine();
        while (line != null && !line.startsWith(READY)) {
            line = reported.readLine();
        }
        if (line == null) {
            throw new IllegalStateException("expected a started process to become ready, but it ended");
        }
        return line.substring(READY.length()).split(" ");
    }
}
