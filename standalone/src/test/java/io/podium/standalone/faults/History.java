package io.podium.standalone.faults;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Everything that clients sent and were answered. */
final class History {

    /** What a client was informed of one key. */
    sealed interface Reported {
        String key();
    }

    /** A 2xx over HTTP. */
    record Answered(String key, String eventId, boolean duplicate, boolean pending) implements Reported {}

    /** An acknowledgement of Kafka. */
    record Acknowledged(String key) implements Reported {}

    /** A read of a participant's points; its key is the participant. */
    record Read(String key, long points, boolean stale) implements Reported {}

    /** Nothing good, in the end: the event may or may not be there. */
    record GivenUp(String key, String reason) implements Reported {}

    private final Queue<Reported> all = new ConcurrentLinkedQueue<>();

    void add(Reported reported) {
        all.add(reported);
    }

    List<Reported> all() {
        return List.copyOf(all);
    }
}
