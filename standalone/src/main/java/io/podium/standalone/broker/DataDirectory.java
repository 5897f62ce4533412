package io.podium.standalone.broker;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where development mode keeps everything: {@code kafka} and {@code state}. Looked at before anything starts on it,
 * since Kafka reports what is wrong by stack traces, or waits for what never comes.
 */
public final class DataDirectory {

    private static final Set<String> OURS = Set.of("kafka", "state", "lost+found");
    private static final List<String> META = List.of("version", "cluster.id", "node.id", "directory.id");
    private static final int SHOWN = 3;

    private DataDirectory() {}

    /**
     * Checks that a directory can be used: absent, empty, or one that was used before and is whole.
     *
     * @throws IllegalStateException when not, with what to do
     */
    public static void require(Path directory) {
        try {
            if (!Files.exists(directory)) {
                return;
            }
            if (!Files.isDirectory(directory)) {
                throw new IllegalStateException("expected a directory for data, but " + directory + " is a file");
            }
            requireOurs(directory);
            requireFree(directory);
            requireWhole(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("expected a data directory that can be read, but " + e, e);
        }
    }

    private static void requireOurs(Path directory) throws IOException {
        List<String> foreign =
                names(directory).stream().filter(name -> !OURS.contains(name)).toList();
        if (!foreign.isEmpty()) {
            throw new IllegalStateException("expected an empty directory or one that podium dev made, but in "
                    + directory + " there is " + some(foreign) + "; choose another one");
        }
    }

    private static String some(List<String> names) {
        String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
        return names.size() <= SHOWN ? shown : shown + " and " + (names.size() - SHOWN) + " more";
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    /** The lock that a running broker holds. */
    private static void requireFree(Path directory) throws IOException {
        Path lock = directory.resolve("kafka").resolve(".lock");
        if (!Files.exists(lock)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock held = channel.tryLock()) {
            if (held != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            // Held by this JVM, which is in use, too.
        }
        throw new IllegalStateException("expected a data directory that nobody uses, but another podium dev runs on "
                + directory + "; stop it, or choose another one");
    }

    private static void requireWhole(Path directory) throws IOException {
        Path kafka = directory.resolve("kafka");
        if (!Files.isDirectory(kafka) || names(kafka).isEmpty()) {
            return;
        }
        if (!isWholeMeta(kafka.resolve("meta.properties"))) {
            throw halfMade(directory, "kafka/meta.properties is missing or cut off");
        }
        if (!hasContent(kafka.resolve(StaleRegistration.METADATA_LOG)) && (hasTopics(kafka) || !hasVersion(kafka))) {
            throw halfMade(
                    directory,
                    "kafka/" + StaleRegistration.METADATA_LOG
                            + ", which names topics and metadata version, is missing or empty");
        }
    }

    /** Kafka would start without its metadata, as if there never were any topics. */
    private static boolean hasTopics(Path kafka) throws IOException {
        for (String name : names(kafka)) {
            if (!name.equals(StaleRegistration.METADATA_LOG) && Files.isDirectory(kafka.resolve(name))) {
                return true;
            }
        }
        return false;
    }

    /** What a first start begins with. */
    private static boolean hasVersion(Path kafka) throws IOException {
        Path bootstrap = kafka.resolve("bootstrap.checkpoint");
        return Files.isRegularFile(bootstrap) && Files.size(bootstrap) > 0;
    }

    private static boolean isWholeMeta(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return false;
        }
        return META.stream().allMatch(name -> !properties.getProperty(name, "").isBlank());
    }

    /** A snapshot or the log itself; nothing of Kafka works without either. */
    private static boolean hasContent(Path metadata) throws IOException {
        if (!Files.isDirectory(metadata)) {
            return false;
        }
        for (String name : names(metadata)) {
            if ((name.endsWith(".log") || name.endsWith(".checkpoint")) && Files.size(metadata.resolve(name)) > 0) {
                return true;
            }
        }
        return false;
    }

    private static IllegalStateException halfMade(Path directory, String what) {
        return new IllegalStateException("expected the data of an earlier start, but in " + directory + " " + what
                + ", as a power cut leaves it: delete " + directory
                + " to begin anew without what it held, or put a copy of before in its place");
    }
}
