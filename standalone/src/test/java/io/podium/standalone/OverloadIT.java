package io.podium.standalone;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three times as many events as a node can take, for a short while; {@link Overload} measures it. */
@Tag("alone")
class OverloadIT {

    @TempDir
    Path directory;

    @Test
    void what_is_too_much_is_reported_to_come_again_and_the_rest_is_answered_in_bounded_time() throws Exception {
        Overload.of("8").run(directory).check();
    }
}
