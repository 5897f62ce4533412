package io.podium.standalone.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.standalone.faults.History.Acknowledged;
import io.podium.standalone.faults.History.Answered;
import io.podium.standalone.faults.History.Told;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds what clients were told against what the topics and the reads say when all is quiet again. Knows every request
 * and every answer; each violation is a sentence.
 */
final class Checker {

    /**
     * What Podium says at the end.
     *
     * @param accepted records of accepted-events, as a consumer with read_committed sees them
     * @param points records of points-outcomes
     * @param contests records of contest-outcomes
     * @param balances lifetime points by participant, as the reads tell
     * @param scores contest scores by participant, as the reads tell
     * @param deadLetters how many records were refused
     */
    record Found(
            List<JsonNode> accepted,
            List<JsonNode> points,
            List<JsonNode> contests,
            Map<String, Long> balances,
            Map<String, BigDecimal> scores,
            int deadLetters) {}

    private final List<Told> history;
    private final Found found;
    private final List<String> violations = new ArrayList<>();
    private final Map<String, JsonNode> byKey = new HashMap<>();

    private Checker(List<Told> history, Found found) {
        this.history = history;
        this.found = found;
    }

    /** Every violation of the guarantees; empty when all hold. */
    static List<String> violations(List<Told> history, Found found) {
        Checker checker = new Checker(history, found);
        checker.eachKeyIsAcceptedOnce();
        checker.whatWasPromisedIsThere();
        checker.verdictsFormAHistory();
        checker.outcomesAreCompleteAndOnce("points-outcomes", found.points());
        checker.outcomesAreCompleteAndOnce("contest-outcomes", found.contests());
        checker.readsEqualTheModel();
        if (found.deadLetters() > 0) {
            checker.violations.add(found.deadLetters() + " good records were dead-lettered");
        }
        return checker.violations;
    }

    private void eachKeyIsAcceptedOnce() {
        for (JsonNode event : found.accepted()) {
            String key = event.get("idempotency_key").asText();
            if (byKey.putIfAbsent(key, event) != null) {
                violations.add("key " + key + " was accepted more than once");
            }
        }
    }

    private void whatWasPromisedIsThere() {
        for (Told told : history) {
            boolean promised = told instanceof Answered || told instanceof Acknowledged;
            if (promised && !byKey.containsKey(told.key())) {
                violations.add("key " + told.key() + " was promised but never counted: " + told);
            }
        }
    }

    /** Per key: at most one answer says that it is new, and all name the event that was accepted. */
    private void verdictsFormAHistory() {
        Set<String> firsts = new HashSet<>();
        for (Told told : history) {
            if (told instanceof Answered answered && !answered.pending() && byKey.containsKey(answered.key())) {
                String winner = byKey.get(answered.key()).get("event_id").asText();
                if (!winner.equals(answered.eventId())) {
                    violations.add("the winner of " + answered.key() + " is " + winner + ", but " + answered);
                }
                if (!answered.duplicate() && !firsts.add(answered.key())) {
                    violations.add("two answers said that " + answered.key() + " is new");
                }
            }
        }
    }

    private void outcomesAreCompleteAndOnce(String topic, List<JsonNode> outcomes) {
        Set<String> events = new HashSet<>();
        Set<String> ids = new HashSet<>();
        for (JsonNode outcome : outcomes) {
            events.add(outcome.get("event_id").asText());
            if (!ids.add(outcome.get("outcome_id").asText())) {
                violations.add(topic + " has " + outcome.get("outcome_id") + " more than once");
            }
        }
        for (JsonNode event : found.accepted()) {
            if (!events.contains(event.get("event_id").asText())) {
                violations.add(topic + " lacks an outcome of " + event.get("event_id"));
            }
        }
        if (events.size() > found.accepted().size()) {
            violations.add(topic + " has outcomes of events that were not accepted");
        }
    }

    private void readsEqualTheModel() {
        Map<String, Long> balances = new HashMap<>();
        Map<String, BigDecimal> scores = new HashMap<>();
        for (JsonNode event : found.accepted()) {
            String participant = event.get("participant_id").asText();
            balances.merge(participant, Cluster.POINTS, Long::sum);
            scores.merge(participant, event.at("/attributes/score").decimalValue(), BigDecimal::add);
        }
        if (!balances.equals(found.balances())) {
            violations.add("balances should be " + balances + ", but are " + found.balances());
        }
        scores.forEach((participant, score) -> {
            BigDecimal told = found.scores().get(participant);
            if (told == null || told.compareTo(score) != 0) {
                violations.add("the score of " + participant + " should be " + score + ", but is " + told);
            }
        });
    }
}
