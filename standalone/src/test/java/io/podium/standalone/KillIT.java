package io.podium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The guarantee of ingestion: an event that was answered 2xx is counted once, whatever is killed, and each of its
 * outcomes is seen once by whoever reads committed; {@link Kills} holds that, here for a short while.
 */
class KillIT {

    @TempDir
    Path directory;

    @Test
    void kill_minus_9_under_load_loses_nothing_and_doubles_nothing() throws Exception {
        assertThat(Kills.of("2").run(directory)).as("events answered").isGreaterThanOrEqualTo(1_000);
    }
}
