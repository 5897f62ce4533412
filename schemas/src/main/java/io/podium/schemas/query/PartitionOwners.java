package io.podium.schemas.query;

import java.util.List;
import java.util.stream.Stream;

/**
 * The address ({@code host:port}) of the node that owns each partition, by partition number; empty where there is
 * none at the moment.
 *
 * @param participantStandbys nodes with a warm copy of the participants of a partition, by its number
 */
public record PartitionOwners(
        List<String> rawEvents,
        List<String> acceptedEvents,
        List<String> contestScores,
        List<List<String>> participantStandbys) {
    public PartitionOwners {
        rawEvents = List.copyOf(rawEvents);
        acceptedEvents = List.copyOf(acceptedEvents);
        contestScores = List.copyOf(contestScores);
        participantStandbys = participantStandbys == null ? List.of() : List.copyOf(participantStandbys);
    }

    /** How many partitions have no owner, as far as the node knows that answered. */
    public long missing() {
        return Stream.of(rawEvents, acceptedEvents, contestScores)
                .flatMap(List::stream)
                .filter(String::isEmpty)
                .count();
    }
}
