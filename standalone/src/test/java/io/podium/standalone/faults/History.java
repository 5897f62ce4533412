package io.podium.standalone.faults;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Everything that clients sent and were told. */
final class History {

    /** What a client was told of one key. */
    sealed interface Told {
        String key();
    }

    /** A 2xx over HTTP. */
    record Answered(String key, String eventId, boolean duplicate, boolean pending) implements Told {}

    /** An acknowledgement of Kafka. */
    record Acknowledged(String key) implements Told {}

    /** A read of a participant's points; its key is the participant. */
    record Read(String key, long points, boolean stale) implements Told {}

    /** Nothing good, in the end: the event may or may not be there. */
    record GivenUp(String key, String reason) implements Told {}

    private final Queue<Told> all = new ConcurrentLinkedQueue<>();

    void add(Told told) {
        all.add(told);
    }

    List<Told> all() {
        return List.copyOf(all);
    }
}
