package io.podium.stream.store;

import static java.util.Objects.requireNonNull;

import io.podium.stream.record.Causes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;
import org.rocksdb.Status;

/**
 * Finds files of stores that a disk changed. RocksDB reports them when it reads by key; while it goes through a whole
 * store it stops at the damage as if the store ended there, so stores that are read whole are verified before.
 */
public final class CorruptedStores {

    static {
        RocksDB.loadLibrary();
    }

    private CorruptedStores() {}

    /**
     * The directory of a task with a damaged file in one of these stores; each file is read once.
     *
     * @param application the directory of the application's stores, one below for each task
     */
    public static Optional<Path> find(Path application, Set<String> stores) {
        return find(application, stores::contains);
    }

    private static Optional<Path> find(Path application, Predicate<String> stores) {
        if (!Files.isDirectory(application)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(application)) {
            List<Path> tables = files.filter(file -> file.toString().endsWith(".sst"))
                    .filter(file -> stores.test(
                            requireNonNull(file.getParent()).getFileName().toString()))
                    .sorted()
                    .toList();
            return tables.stream()
                    .filter(table -> !isWhole(table))
                    .findFirst()
                    .map(table ->
                            application.resolve(application.relativize(table).getName(0)));
        } catch (IOException e) {
            throw new UncheckedIOException("expected stores in " + application + " that can be read, but " + e, e);
        }
    }

    private static boolean isWhole(Path table) {
        try (Options options = new Options();
                SstFileReader reader = new SstFileReader(options)) {
            reader.open(table.toString());
            reader.verifyChecksum();
            return true;
        } catch (RocksDBException e) {
            return !isCorruption(e);
        }
    }

    /**
     * The directory to delete, where a failure came of a damaged file; empty for other failures.
     *
     * @param application the directory of the application's stores
     */
    public static Optional<Path> of(Throwable failure, Path application) {
        boolean damaged = Causes.of(failure).stream()
                .anyMatch(cause -> cause instanceof RocksDBException damage && isCorruption(damage));
        return damaged
                ? Causes.task(failure)
                        .map(id -> application.resolve(id.toString()))
                        .or(() -> find(application, any -> true))
                        .or(() -> Optional.of(application))
                : Optional.empty();
    }

    private static boolean isCorruption(RocksDBException failure) {
        return failure.getStatus() != null && failure.getStatus().getCode() == Status.Code.Corruption
                || String.valueOf(failure.getMessage()).startsWith("Corruption");
    }
}
