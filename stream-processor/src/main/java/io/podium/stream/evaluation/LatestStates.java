package io.podium.stream.evaluation;

import io.podium.rules.state.ParticipantState;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The states of a partition's most recently active participants, as they are in the store: who did something often does
 * something again soon, and need not be read and decoded for it. Bounded to {@value #MOST} participants.
 */
final class LatestStates {

    static final int MOST = 2048;

    private final Map<String, ParticipantState> states = new LinkedHashMap<>(MOST, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ParticipantState> eldest) {
            return size() > MOST;
        }
    };

    /** The state of a participant; null when it is not among the latest. */
    @Nullable
    ParticipantState get(String key) {
        return states.get(key);
    }

    /** What the store now holds, or would give for one that it does not hold. */
    void put(String key, ParticipantState state) {
        states.put(key, state);
    }
}
