package io.podium.standalone.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets this process give way to all others that want a processor, as {@code nice} does: for commands that may run on
 * the machine of a live node. On Linux threads have priorities of their own and new ones inherit that of their maker,
 * so it is to be called before there are many. Where the system can't, nothing changes.
 */
final class LowPriority {

    private static final Logger LOG = LoggerFactory.getLogger(LowPriority.class);
    private static final Path THREADS = Path.of("/proc/self/task");
    /** The lowest that there is. */
    private static final String NICENESS = "19";

    private static final long PATIENCE_SECONDS = 5;

    private LowPriority() {}

    /** Takes the lowest priority where that is possible. */
    static void take() {
        if (!Files.isDirectory(THREADS)) {
            return;
        }
        try (Stream<Path> threads = Files.list(THREADS)) {
            List<String> command = new ArrayList<>(List.of("renice", "-n", NICENESS, "-p"));
            threads.map(thread -> thread.getFileName().toString()).forEach(command::add);
            Process renice = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!renice.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.debug("renice has not ended within {} s", PATIENCE_SECONDS);
            }
        } catch (IOException e) {
            LOG.debug("the priority stays as it is", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
