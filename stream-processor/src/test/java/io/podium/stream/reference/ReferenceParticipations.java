package io.podium.stream.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** The model's participations in challenges: when they begin and end, and what comes before what. */
final class ReferenceParticipations {
    private ReferenceParticipations() {}

    static boolean isExplicit(ReferenceRules.InForce challenge) {
        return "explicit".equals(challenge.text("enrolment"));
    }

    static boolean isLimited(ReferenceRules.InForce challenge) {
        return challenge.definition().has("window_days") || isExplicit(challenge);
    }

    static boolean isInWindow(ReferenceRules.InForce challenge, Instant at) {
        String starts = challenge.text("starts_at");
        String ends = challenge.text("ends_at");
        return (starts == null || !at.isBefore(Instant.parse(starts)))
                && (ends == null || at.isBefore(Instant.parse(ends)));
    }

    static boolean isOver(ReferenceRules.InForce challenge, Instant begun, Instant at) {
        int days = challenge.definition().path("window_days").asInt();
        return days > 0 && !at.isBefore(begun.plus(Duration.ofDays(days)));
    }

    /** {@code begins} a participation, {@code goes} into the one there is, or {@code out}. */
    static String belongs(ReferenceParticipant state, ReferenceRules.InForce challenge, Instant at, boolean enrols) {
        ReferenceParticipant.Took took = state.took.get(challenge.id());
        boolean done = state.done.contains(challenge.id());
        boolean welcome = enrols || !isExplicit(challenge);
        String repeat = challenge.definition().path("repeat").asText("never");
        boolean more = !repeat.equals("never")
                && (took == null ? 0 : took.repeats)
                        < challenge.definition().path("max_repeats").asLong(Long.MAX_VALUE);
        if (!isLimited(challenge)) {
            return !done ? "goes" : more && repeat.equals("after_completion") ? "begins" : "out";
        } else if (took == null || took.begun == null) {
            return welcome && (!done || more && repeat.equals("after_completion")) ? "begins" : "out";
        }
        boolean over = isOver(challenge, took.begun, at);
        if (done || over) {
            boolean due = repeat.equals("after_completion") ? done : over;
            return welcome && more && due && !at.isBefore(took.begun) ? "begins" : "out";
        } else if (!at.isBefore(took.begun)) {
            return "goes";
        }
        boolean moves = took.latest != null && !isOver(challenge, at, took.latest);
        return welcome && moves && (took.notBefore == null || !at.isBefore(took.notBefore)) ? "goes" : "out";
    }

    static void begin(ReferenceParticipant state, ReferenceRules.InForce challenge, Instant at) {
        ReferenceParticipant.Took before = state.took.get(challenge.id());
        boolean first = isLimited(challenge)
                && (before == null || before.begun == null)
                && !state.done.contains(challenge.id());
        ReferenceParticipant.Took took = new ReferenceParticipant.Took();
        took.begun = isLimited(challenge) ? at : null;
        took.latest = took.begun;
        took.repeats = first ? 0 : (before == null ? 0 : before.repeats) + 1;
        if (!first && before != null && before.begun != null) {
            int days = challenge.definition().path("window_days").asInt();
            boolean window = "after_window".equals(challenge.text("repeat"));
            took.notBefore = window ? before.begun.plus(Duration.ofDays(days)) : before.begun;
        }
        state.forget(challenge.id());
        state.took.put(challenge.id(), took);
    }

    static boolean isReady(ReferenceRules.InForce challenge, JsonNode objective, Set<String> done) {
        boolean ready = true;
        for (JsonNode id : objective.path("prerequisite_objective_ids")) {
            ready &= done.contains(challenge.id() + "/" + id.asText());
        }
        return ready;
    }

    /** Whether one objective comes, by any number of steps, before another. */
    static boolean leadsTo(ReferenceRules.InForce challenge, JsonNode first, JsonNode last) {
        for (JsonNode id : last.path("prerequisite_objective_ids")) {
            for (JsonNode before : challenge.definition().get("objectives")) {
                if (before.get("id").equals(id) && (before.equals(first) || leadsTo(challenge, first, before))) {
                    return true;
                }
            }
        }
        return false;
    }
}
