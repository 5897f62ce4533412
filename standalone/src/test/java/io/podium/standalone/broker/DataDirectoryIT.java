package io.podium.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories that development mode can't start on, among them what power cuts leave. */
class DataDirectoryIT {

    private static final String META = "version=1\ncluster.id=c\nnode.id=1\ndirectory.id=d\n";
    private static final String POWER_CUT = "as a power cut leaves it";

    @TempDir
    Path directory;

    @Test
    void an_absent_an_empty_and_a_used_directory_will_do() throws IOException {
        assertThatCode(() -> DataDirectory.require(directory.resolve("absent"))).doesNotThrowAnyException();
        Path empty = Files.createDirectory(directory.resolve("empty"));
        assertThatCode(() -> DataDirectory.require(empty)).doesNotThrowAnyException();
        Path used = used("used");
        assertThatCode(() -> DataDirectory.require(used)).doesNotThrowAnyException();
        start(used);
    }

    @Test
    void a_foreign_one_is_refused_with_what_is_in_it() throws IOException {
        Path foreign = Files.createDirectory(directory.resolve("foreign"));
        for (String name : List.of("thesis.tex", "a.txt", "b.txt", "c.txt", "d.txt")) {
            Files.writeString(foreign.resolve(name), "mine");
        }
        assertThatThrownBy(() -> DataDirectory.require(foreign))
                .hasMessageContaining("there is a.txt, b.txt, c.txt and 2 more");
        assertThatThrownBy(() -> DataDirectory.require(foreign.resolve("a.txt")))
                .hasMessageContaining("is a file");
    }

    @Test
    void one_that_is_in_use_is_refused() {
        Path used = directory.resolve("used");
        try (EmbeddedBroker broker = EmbeddedBroker.start(used.resolve("kafka"), 0)) {
            assertThat(broker.bootstrapServers()).isNotEmpty();
            assertThatThrownBy(() -> DataDirectory.require(used)).hasMessageContaining("another podium dev runs on");
        }
        assertThatCode(() -> DataDirectory.require(used)).doesNotThrowAnyException();
    }

    @Test
    void one_that_a_power_cut_left_half_made_is_reported_with_what_to_do() throws IOException {
        Path noMeta = used("no-meta");
        Files.delete(noMeta.resolve("kafka/meta.properties"));
        expectHalfMade(noMeta);

        Path emptyMeta = used("empty-meta");
        cut(emptyMeta.resolve("kafka/meta.properties"), 0);
        expectHalfMade(emptyMeta);

        Path cutMeta = used("cut-meta");
        cut(cutMeta.resolve("kafka/meta.properties"), 60);
        expectHalfMade(cutMeta);

        Path emptyMetadata = used("empty-metadata");
        try (Stream<Path> files = Files.list(emptyMetadata.resolve("kafka/__cluster_metadata-0"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                cut(file, 0);
            }
        }
        Files.createDirectory(emptyMetadata.resolve("kafka/raw-events-0"));
        expectHalfMade(emptyMetadata);

        Path noVersion = Files.createDirectories(directory.resolve("no-version/kafka"));
        Files.copy(
                cutMeta.resolveSibling("no-meta").resolve("kafka/bootstrap.checkpoint"),
                noVersion.resolve("bootstrap.checkpoint"));
        Files.writeString(noVersion.resolve("meta.properties"), META);
        assertThatCode(() -> DataDirectory.require(noVersion.getParent()))
                .as("formatted, and stopped before the first record")
                .doesNotThrowAnyException();
        cut(noVersion.resolve("bootstrap.checkpoint"), 0);
        expectHalfMade(noVersion.getParent());
    }

    private static void expectHalfMade(Path directory) {
        assertThatThrownBy(() -> DataDirectory.require(directory))
                .as(directory.toString())
                .hasMessageContaining(POWER_CUT)
                .hasMessageContaining("delete " + directory);
    }

    private static void cut(Path file, long length) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
    }

    private Path used(String name) {
        Path used = directory.resolve(name);
        start(used);
        return used;
    }

    private static void start(Path directory) {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"), 0)) {
            assertThat(broker.bootstrapServers()).isNotEmpty();
        }
    }
}
