package io.podium.operations.administration;

import io.podium.schemas.topic.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;

/**
 * Looks for topics before anything is written or followed: clients that meet none wait for long, or make the broker
 * create one with settings of its own.
 */
public final class ExistingTopics {

    /** So long a broker may not know of topics that another one knows. */
    private static final Duration LAG = Duration.ofSeconds(3);

    private static final int PAUSE_MS = 500;

    private final Admin admin;

    /** The topics that this client may see. */
    public ExistingTopics(Admin admin) {
        this.admin = admin;
    }

    /**
     * Checks that topics exist, within three seconds.
     *
     * @param maker the command that makes them
     * @throws IllegalStateException when one does not
     */
    public void require(Collection<String> names, String maker) {
        long deadline = System.nanoTime() + LAG.toNanos();
        List<String> missing = missing(names);
        while (!missing.isEmpty() && System.nanoTime() < deadline) {
            pause();
            missing = missing(names);
        }
        if (!missing.isEmpty()) {
            throw new IllegalStateException("expected topics " + String.join(", ", missing)
                    + ", but they do not exist; " + maker + " makes them");
        }
    }

    /**
     * Checks that a generation was created.
     *
     * @throws IllegalStateException when there is none of that name
     */
    public void requireGeneration(String name, String suffix) {
        if (!missing(List.of(Topics.RULES.name() + suffix)).isEmpty()) {
            throw new IllegalStateException("expected a generation, but there is none of the name " + name
                    + "; podium generation create makes one");
        }
    }

    private List<String> missing(Collection<String> names) {
        Set<String> existing = AdminFutures.get(admin.listTopics().names());
        return names.stream().filter(name -> !existing.contains(name)).toList();
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for Kafka", e);
        }
    }
}
