package io.podium.benchmarks.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, in a folder of the run's own: {@code violations.txt}, the input of each beside it, and for a crash,
 * which no single input is known for, the latest of each kind.
 */
final class Findings {

    private static final int LATEST = 60;
    private static final int MOST_KEPT = 200;

    private final Path directory;
    private final long seed;
    private final AtomicInteger violations = new AtomicInteger();
    private final Map<String, Deque<byte[]>> latest = new TreeMap<>();

    Findings(Path directory, long seed) {
        this.directory = directory;
        this.seed = seed;
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path directory() {
        return directory;
    }

    int count() {
        return violations.get();
    }

    /** Keeps an input in mind until others of its kind have come. */
    void sent(String kind, byte[] input) {
        synchronized (latest) {
            Deque<byte[]> inputs = latest.computeIfAbsent(kind, name -> new ArrayDeque<>());
            inputs.addLast(input);
            if (inputs.size() > LATEST) {
                inputs.removeFirst();
            }
        }
    }

    /**
     * Notes that something is wrong.
     *
     * @param input what it came of; null where that is not known
     */
    void violation(String what, byte @Nullable [] input) {
        int number = violations.incrementAndGet();
        System.out.println("VIOLATION (seed " + seed + "): " + what);
        if (number > MOST_KEPT) {
            return;
        }
        try {
            String file = "";
            if (input != null) {
                file = "input-" + number + ".bin";
                Files.write(directory.resolve(file), input);
            }
            Files.writeString(
                    directory.resolve("violations.txt"),
                    "seed " + seed + ": " + what + " " + file + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the latest inputs of each kind, newest last. */
    void keepLatest() {
        synchronized (latest) {
            latest.forEach((kind, inputs) -> {
                int number = 0;
                for (byte[] input : inputs) {
                    try {
                        Path folder = Files.createDirectories(directory.resolve("latest"));
                        Files.write(folder.resolve(kind + "-" + String.format("%03d", number++)), input);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            });
        }
    }
}
