package io.podium.schemas.topic;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Which application writes a run's topics: the value of an {@code application-claims} record. Two applications on the
 * same topics would give every outcome twice.
 *
 * @param suffix that the names of the run's topics end in; empty for the first live run
 * @param applicationId of Kafka Streams
 */
public record ApplicationClaim(String suffix, String applicationId, Instant claimedAt) {

    /** The key of the first live run's claim; a generation's is its suffix. */
    private static final String LIVE = "live";

    public ApplicationClaim {
        requireNonNull(suffix);
        requireNonNull(applicationId);
        requireNonNull(claimedAt);
    }

    /** The key of a run's claim in its topic. */
    public static String key(String suffix) {
        return suffix.isEmpty() ? LIVE : suffix;
    }
}
