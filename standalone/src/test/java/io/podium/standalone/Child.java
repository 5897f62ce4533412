package io.podium.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A Podium command in a JVM of its own, so that it can be killed. */
public final class Child implements AutoCloseable {

    private static final String PODIUM = "io.podium.standalone.command.Podium";

    private final Process process;
    private final Path output;
    private final Path errors;

    /** Starts the command; what it prints goes to a file, its errors to one beside it. */
    public Child(Path output, String... words) {
        this(PODIUM, output, List.of(words));
    }

    /** Starts another main class. */
    public Child(String mainClass, Path output, List<String> words) {
        this(List.of(), System.getProperty("java.class.path"), mainClass, output, words);
    }

    /** Starts the command as {@code scripts/podium} starts an import: all others that want a processor go first. */
    static Child gentle(Path output, String... words) {
        return new Child(
                List.of("nice", "-n", "19"), System.getProperty("java.class.path"), PODIUM, output, List.of(words));
    }

    /** Starts the command from the jar that has neither broker nor DuckDB. */
    static Child ofServerJar(Path output, String... words) {
        return new Child(List.of(), Path.of("target", "podium-server.jar").toString(), PODIUM, output, List.of(words));
    }

    private Child(List<String> before, String classPath, String mainClass, Path output, List<String> words) {
        this.output = output;
        this.errors = Path.of(output + ".err");
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener", // what they print is read
                "-XX:TieredStopAtLevel=1", // most live for less than the thorough compiler takes
                "-cp",
                classPath,
                mainClass));
        command.addAll(words);
        try {
            process = new ProcessBuilder(command)
                    .redirectError(errors.toFile())
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command to its end; what it printed. */
    public static String run(Path output, String... words) {
        return new Child(output, words).successful(words);
    }

    /** Waits for its end, which must be a success; what it printed. */
    String successful(String... words) {
        try (Child child = this) {
            if (!child.process.waitFor(2, TimeUnit.MINUTES) || child.process.exitValue() != 0) {
                throw new IllegalStateException(
                        "expected exit 0 of " + String.join(" ", words) + ", but it printed: " + child.printed());
            }
            return child.printed();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The first line that begins so, as soon as it is printed. */
    public String line(String start) {
        try {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(3))
                    .until(() -> !process.isAlive() || find(start).isPresent());
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException(
                    "expected a line " + start + ", but only this was printed: " + printed() + read(errors), e);
        }
        if (find(start).isEmpty()) {
            throw new IllegalStateException(
                    "expected a line " + start + ", but the process ended with: " + printed() + read(errors));
        }
        return find(start).orElseThrow();
    }

    private Optional<String> find(String start) {
        return printed().lines().filter(line -> line.startsWith(start)).findFirst();
    }

    String printed() {
        return read(output);
    }

    /** Memory that it holds, in MiB, where the operating system reports it; 0 where not. */
    long residentMegabytes() {
        try {
            return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    /** What it wrote to its error stream: the log. */
    String errors() {
        return read(errors);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end, but not longer than this; whether it came. */
    boolean waitFor(long millis) throws InterruptedException {
        return process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /** Waits for its end, up to two hours; what it printed. */
    String end() throws InterruptedException {
        if (!process.waitFor(2, TimeUnit.HOURS) || process.exitValue() != 0) {
            throw new IllegalStateException("expected exit 0, but it printed: " + printed() + errors());
        }
        return printed();
    }

    /** kill -9. */
    public void kill() {
        process.destroyForcibly();
        ended();
    }

    /** Sends a signal by name, for example STOP. */
    public void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** SIGTERM, and waits for the end. */
    @Override
    public void close() {
        process.destroy();
        ended();
    }

    private void ended() {
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
