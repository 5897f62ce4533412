package io.podium.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where a run that is started by hand keeps what it writes; closed after a success, and left for a look otherwise. */
public record WorkDirectory(Path path) implements AutoCloseable {

    public static WorkDirectory create(String prefix) {
        try {
            return new WorkDirectory(Files.createTempDirectory(prefix));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A run that fails with an {@link AssertionError} when it finds something wrong. */
    @FunctionalInterface
    public interface Run {
        void in(Path directory) throws Exception;
    }

    /** Runs in a new directory; the exit code, 1 after a failure, of which the directory is left. */
    public static int exitCodeOf(String prefix, Run run) throws Exception {
        WorkDirectory work = create(prefix);
        try {
            run.in(work.path());
        } catch (AssertionError e) {
            System.out.println("FAILED, the output of all processes is in " + work.path() + ": " + e.getMessage());
            return 1;
        }
        work.close();
        return 0;
    }

    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(path)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path one : deepestFirst) {
                Files.deleteIfExists(one);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
