package io.podium.standalone;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link BufferedEvents} checks, with some thousand events. */
class BufferedEventsIT {

    @TempDir
    private Path directory;

    @Test
    void each_event_of_a_buffer_counts_once_though_its_node_is_killed() throws Exception {
        BufferedEvents.of("20000").run(directory);
    }
}
