package io.podium.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Development mode in a JVM of its own, with an empty data directory that goes with it.
 *
 * @param port where it takes HTTP requests
 * @param secondsToReady from the JVM's start
 */
public record DevProcess(Process process, TemporaryDirectory data, int port, double secondsToReady)
        implements AutoCloseable {

    /** The program that runs this Java. */
    public static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private static final int STOP_SECONDS = 60;

    /** Starts it from the executable jar, with this Java and these options of the JVM; returns when it is ready. */
    public static DevProcess start(String jar, List<String> options) throws IOException {
        return start(jar, options, List.of());
    }

    /** The same with further arguments of the command. */
    public static DevProcess start(String jar, List<String> options, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(options);
        TemporaryDirectory data = TemporaryDirectory.create("podium-dev-");
        command.addAll(List.of("-jar", jar, "dev", "--port=0", "--kafka-port=0", "--data-dir=" + data.path()));
        command.addAll(arguments);
        long began = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            int port = URI.create(ReadyLine.of(process)[0]).getPort();
            return new DevProcess(process, data, port, (System.nanoTime() - began) / 1e9);
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            data.close();
            throw e;
        }
    }

    /** Ends it in order, so that what it keeps at its end is written. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        data.close();
    }
}
