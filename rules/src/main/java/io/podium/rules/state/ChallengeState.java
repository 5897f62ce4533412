package io.podium.rules.state;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Progress in one challenge: of the present participation or, where none is under way, of the latest.
 *
 * @param begunAt when the participation began; null where that does not matter
 * @param objectives by objective id, in the order of first touch
 * @param milestones numbers of objectives whose reward was given
 * @param banked progress of objectives that wait for a prerequisite, by objective id
 * @param latestAt latest instant of an event that counted or was banked; null where no window can move
 * @param earliestAt earliest instant at which the participation may begin: the end of the one before; null for none
 * @param repeats participations before this one
 */
public record ChallengeState(
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean completed,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant begunAt,
        Map<String, ObjectiveState> objectives,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Long> milestones,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, ObjectiveState> banked,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant latestAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant earliestAt,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long repeats) {

    /** Nothing done yet. */
    public static final ChallengeState UNTOUCHED = new ChallengeState(false, null, Map.of(), List.of());

    public ChallengeState {
        objectives = objectives == null ? Map.of() : Collections.unmodifiableMap(objectives);
        milestones = milestones == null ? List.of() : List.copyOf(milestones);
        banked = banked == null ? Map.of() : Collections.unmodifiableMap(banked);
    }

    /** A first participation with nothing banked. */
    public ChallengeState(
            boolean completed,
            @Nullable Instant begunAt,
            Map<String, ObjectiveState> objectives,
            List<Long> milestones) {
        this(completed, begunAt, objectives, milestones, Map.of(), null, null, 0);
    }

    /** Progress in an objective; the empty one when never touched. */
    public ObjectiveState objective(String objectiveId) {
        return objectives.getOrDefault(objectiveId, ObjectiveState.UNTOUCHED);
    }

    ChallengeState at(@Nullable Instant newBegunAt, @Nullable Instant newLatestAt) {
        return new ChallengeState(
                completed, newBegunAt, objectives, milestones, banked, newLatestAt, earliestAt, repeats);
    }

    /** The objective's progress; what was banked of it is in there. */
    ChallengeState with(String objectiveId, ObjectiveState state) {
        Map<String, ObjectiveState> rest = banked;
        if (banked.containsKey(objectiveId)) {
            rest = new LinkedHashMap<>(banked);
            rest.remove(objectiveId);
        }
        Map<String, ObjectiveState> more = new LinkedHashMap<>(objectives);
        more.put(objectiveId, state);
        return new ChallengeState(completed, begunAt, more, milestones, rest, latestAt, earliestAt, repeats);
    }

    ChallengeState withBanked(String objectiveId, ObjectiveState state) {
        Map<String, ObjectiveState> more = new LinkedHashMap<>(banked);
        more.put(objectiveId, state);
        return new ChallengeState(completed, begunAt, objectives, milestones, more, latestAt, earliestAt, repeats);
    }

    ChallengeState withMilestone(long count) {
        List<Long> more = new ArrayList<>(milestones);
        more.add(count);
        return new ChallengeState(completed, begunAt, objectives, more, banked, latestAt, earliestAt, repeats);
    }

    ChallengeState asCompleted() {
        return new ChallengeState(true, begunAt, objectives, milestones, banked, latestAt, earliestAt, repeats);
    }
}
