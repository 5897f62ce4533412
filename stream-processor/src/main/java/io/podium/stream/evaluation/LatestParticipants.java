package io.podium.stream.evaluation;

import io.podium.stream.ledger.StoredParticipant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A partition's most recently active participants, as they are in the store: who did something often does
 * something again soon, and need not be read and decoded for it. Bounded to {@value #MOST} participants.
 */
final class LatestParticipants {

    static final int MOST = 2048;

    private final Map<String, StoredParticipant> participants = new LinkedHashMap<>(MOST, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, StoredParticipant> eldest) {
            return size() > MOST;
        }
    };

    /** A participant; null when it is not among the latest. */
    @Nullable
    StoredParticipant get(String key) {
        return participants.get(key);
    }

    /** What the store now holds, or would give for one that it does not hold. */
    void put(String key, StoredParticipant participant) {
        participants.put(key, participant);
    }
}
