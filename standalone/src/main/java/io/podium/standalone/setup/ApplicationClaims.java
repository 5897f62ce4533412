package io.podium.standalone.setup;

import io.podium.schemas.topic.ApplicationClaim;
import io.podium.schemas.topic.Topics;
import io.podium.stream.mode.RunMode;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps a second application away from topics that one writes already: it would process the log once more and give
 * every outcome twice. The first processor of a run claims the run's topics for its application id.
 */
public final class ApplicationClaims {

    private final TableTopic<ApplicationClaim> table;
    private final Clock clock;

    /** Claims in a cluster, with further Kafka client settings by Kafka's names. */
    public ApplicationClaims(String bootstrapServers, Map<String, String> kafka, Clock clock) {
        table = new TableTopic<>(Topics.APPLICATION_CLAIMS, bootstrapServers, kafka);
        this.clock = clock;
    }

    /**
     * Claims a run's topics, or finds that they are claimed.
     *
     * @return why this application must not write them; empty when it may
     */
    public Optional<String> claim(RunMode mode, String applicationId) {
        String suffix = mode.suffix();
        Optional<String> elsewhere = elsewhere(suffix, applicationId);
        if (elsewhere.isPresent()) {
            return elsewhere;
        }
        ApplicationClaim owner =
                table.putIfAbsent(mode.claimKey(), new ApplicationClaim(suffix, applicationId, clock.instant()));
        return owner.applicationId().equals(applicationId)
                ? Optional.empty()
                : Optional.of("expected --application-id " + withoutSuffix(owner) + ", which has written the topics "
                        + (suffix.isEmpty() ? "of the live run" : "that end in " + suffix) + " since "
                        + owner.claimedAt() + ", but it is " + applicationId
                        + ": a second application would give every outcome twice. To process the log anew, make a"
                        + " generation (podium generation create NAME), which has topics of its own");
    }

    /**
     * Why what an application keeps for a run must not be deleted: its id, or the run's topics, are another's.
     *
     * @return empty when it may be deleted
     */
    public Optional<String> keeps(RunMode mode, String applicationId) {
        String suffix = mode.suffix();
        ApplicationClaim owner = table.read().get(mode.claimKey());
        return owner == null || owner.applicationId().equals(applicationId)
                ? elsewhere(suffix, applicationId)
                : Optional.of("expected --application-id " + owner.applicationId()
                        + ", which wrote the topics that end in " + suffix + ", but it is " + applicationId);
    }

    /** An application id stands for one run: its offsets and stores are that run's. */
    private Optional<String> elsewhere(String suffix, String applicationId) {
        return table.read().values().stream()
                .filter(claim -> claim.applicationId().equals(applicationId)
                        && !claim.suffix().equals(suffix))
                .findFirst()
                .map(claim -> "expected an --application-id of its own for the topics that end in "
                        + (suffix.isEmpty() ? "nothing" : suffix) + ", but " + applicationId + " is that of "
                        + (claim.suffix().isEmpty()
                                ? "the live run"
                                : "the run whose topics end in " + claim.suffix()));
    }

    private static String withoutSuffix(ApplicationClaim owner) {
        String id = owner.applicationId();
        return id.endsWith(owner.suffix())
                ? id.substring(0, id.length() - owner.suffix().length())
                : id;
    }

    /** Gives a run's claim up, since its topics are deleted. */
    public void release(RunMode mode) {
        Map<String, ApplicationClaim> nothing = new HashMap<>();
        nothing.put(mode.claimKey(), null);
        table.write(nothing);
    }
}
