package io.podium.rules.state;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Progress in one challenge: of the present participation or, after completion, of the one that completed it.
 *
 * @param begunAt when the participation began; null where that does not matter
 * @param objectives by objective id, in the order of first touch
 * @param milestones numbers of objectives whose reward was given
 */
public record ChallengeState(
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean completed,
        @JsonInclude(JsonInclude.Include.NON_NULL) Instant begunAt,
        Map<String, ObjectiveState> objectives,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Long> milestones) {

    /** Nothing done yet. */
    public static final ChallengeState UNTOUCHED = new ChallengeState(false, null, Map.of(), List.of());

    public ChallengeState {
        objectives = objectives == null ? Map.of() : Collections.unmodifiableMap(objectives);
        milestones = milestones == null ? List.of() : List.copyOf(milestones);
    }

    static ChallengeState begun(Instant at) {
        return new ChallengeState(false, at, Map.of(), List.of());
    }

    /** Progress in an objective; the empty one when never touched. */
    public ObjectiveState objective(String objectiveId) {
        return objectives.getOrDefault(objectiveId, ObjectiveState.UNTOUCHED);
    }

    ChallengeState with(String objectiveId, ObjectiveState state) {
        Map<String, ObjectiveState> more = new LinkedHashMap<>(objectives);
        more.put(objectiveId, state);
        return new ChallengeState(completed, begunAt, more, milestones);
    }

    ChallengeState withMilestone(long count) {
        List<Long> more = new ArrayList<>(milestones);
        more.add(count);
        return new ChallengeState(completed, begunAt, objectives, more);
    }

    ChallengeState asCompleted() {
        return new ChallengeState(true, begunAt, objectives, milestones);
    }
}
