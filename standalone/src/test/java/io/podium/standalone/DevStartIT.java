package io.podium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.standalone.command.PodiumRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Development mode where it can't start, or is stopped while it does. */
class DevStartIT {

    @TempDir
    Path directory;

    @Test
    void who_stops_it_while_it_starts_leaves_no_directory_behind() {
        Child dev = new Child(directory.resolve("dev.log"), "dev", "--port=0", "--kafka-port=0");
        String line = dev.line("podium dev: ");
        Path data = Path.of(line.substring(line.indexOf("data in ") + 8, line.indexOf(" (temporary")));
        assertThat(data).exists();
        dev.close();
        assertThat(data).doesNotExist();
        assertThat(dev.isAlive()).isFalse();
    }

    @Test
    void a_foreign_and_a_half_made_data_directory_are_reported_in_one_line() throws IOException {
        Path foreign = Files.createDirectory(directory.resolve("foreign"));
        Files.writeString(foreign.resolve("thesis.tex"), "mine");
        assertThat(PodiumRun.failing("dev", "--port=0", "--kafka-port=0", "--data-dir=" + foreign))
                .singleElement()
                .asString()
                .contains("there is thesis.tex");
        Path half = directory.resolve("half");
        Files.writeString(Files.createDirectories(half.resolve("kafka")).resolve("meta.properties"), "");
        assertThat(PodiumRun.failing("dev", "--port=0", "--kafka-port=0", "--data-dir=" + half))
                .singleElement()
                .asString()
                .contains("as a power cut leaves it: delete " + half);
    }
}
