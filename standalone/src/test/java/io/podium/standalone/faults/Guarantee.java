package io.podium.standalone.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.standalone.faults.Checker.Found;
import io.podium.standalone.faults.History.Acknowledged;
import io.podium.standalone.faults.History.Answered;
import io.podium.standalone.faults.History.Read;
import io.podium.standalone.faults.History.Reported;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What Podium promises, each promise as a type: its text, and how it is held against all that was sent and answered.
 */
sealed interface Guarantee {

    /** The promise, as users read it. */
    String promise();

    /** Every breach, as a sentence; empty when it holds. */
    List<String> violations(List<Reported> history, Found found);

    /** All of them. */
    static List<Guarantee> all() {
        return List.of(
                new EachKeyCountsOnce(),
                new NothingPromisedIsLost(),
                new VerdictsAreOneHistory(),
                new OutcomesAreCompleteAndOnce(),
                new ReadsAreExact(),
                new GoodRecordsAreTaken());
    }

    /** Holds over retries, over both doors, and whatever dies. */
    record EachKeyCountsOnce() implements Guarantee {
        @Override
        public String promise() {
            return "Within a tenant and 24 hours an idempotency key is accepted once, however often and whatever way it "
                    + "comes.";
        }

        @Override
        public List<String> violations(List<Reported> history, Found found) {
            List<String> violations = new ArrayList<>();
            Set<String> keys = new HashSet<>();
            for (JsonNode event : found.accepted()) {
                String key = event.get("idempotency_key").asText();
                if (!keys.add(key)) {
                    violations.add("key " + key + " was accepted more than once");
                }
            }
            return violations;
        }
    }

    /** Needs {@code min.insync.replicas} of two, with three replicas, to survive the loss of a broker. */
    record NothingPromisedIsLost() implements Guarantee {
        @Override
        public String promise() {
            return "An event that got a 2xx, or that Kafka acknowledged, is counted.";
        }

        @Override
        public List<String> violations(List<Reported> history, Found found) {
            Set<String> accepted = found.winners().keySet();
            return history.stream()
                    .filter(reported -> reported instanceof Answered || reported instanceof Acknowledged)
                    .filter(reported -> !accepted.contains(reported.key()))
                    .map(reported -> "key " + reported.key() + " was promised but never counted: " + reported)
                    .toList();
        }
    }

    /** An answer with the warning {@code verdict_pending} gives no verdict, and none is held against it. */
    record VerdictsAreOneHistory() implements Guarantee {
        @Override
        public String promise() {
            return "For each key at most one answer says duplicate: false, and all others name the event that it went to.";
        }

        @Override
        public List<String> violations(List<Reported> history, Found found) {
            List<String> violations = new ArrayList<>();
            Set<String> firsts = new HashSet<>();
            Map<String, String> winners = found.winners();
            for (Reported reported : history) {
                String winner = winners.get(reported.key());
                if (winner != null && reported instanceof Answered answered && !answered.pending()) {
                    if (!winner.equals(answered.eventId())) {
                        violations.add("the winner of " + answered.key() + " is " + winner + ", but " + answered);
                    }
                    if (!answered.duplicate() && !firsts.add(answered.key())) {
                        violations.add("two answers said that " + answered.key() + " is new");
                    }
                }
            }
            return violations;
        }
    }

    /** For consumers with {@code isolation.level=read_committed}. */
    record OutcomesAreCompleteAndOnce() implements Guarantee {
        @Override
        public String promise() {
            return "Outcome topics hold each outcome of each accepted event, once.";
        }

        @Override
        public List<String> violations(List<Reported> history, Found found) {
            List<String> violations = new ArrayList<>();
            check("points-outcomes", found.points(), found.accepted(), violations);
            check("contest-outcomes", found.contests(), found.accepted(), violations);
            return violations;
        }

        private static void check(
                String topic, List<JsonNode> outcomes, List<JsonNode> accepted, List<String> violations) {
            Set<String> events = new HashSet<>();
            Set<String> ids = new HashSet<>();
            for (JsonNode outcome : outcomes) {
                events.add(outcome.get("event_id").asText());
                if (!ids.add(outcome.get("outcome_id").asText())) {
                    violations.add(topic + " has " + outcome.get("outcome_id") + " more than once");
                }
            }
            for (JsonNode event : accepted) {
                if (!events.remove(event.get("event_id").asText())) {
                    violations.add(topic + " lacks an outcome of " + event.get("event_id"));
                }
            }
            events.forEach(event -> violations.add(topic + " has an outcome of " + event + ", which was not accepted"));
        }
    }

    /** When all is quiet; while an owner is absent a standby's answer says how far it is behind. */
    record ReadsAreExact() implements Guarantee {
        @Override
        public String promise() {
            return "Balances and contest scores are those that the accepted events add up to.";
        }

        @Override
        public List<String> violations(List<Reported> history, Found found) {
            Map<String, Long> balances = new HashMap<>();
            Map<String, BigDecimal> scores = new HashMap<>();
            for (JsonNode event : found.accepted()) {
                String participant = event.get("participant_id").asText();
                balances.merge(participant, Cluster.POINTS, Long::sum);
                scores.merge(participant, event.at("/attributes/score").decimalValue(), BigDecimal::add);
            }
            List<String> violations = new ArrayList<>();
            if (!balances.equals(found.balances())) {
                violations.add("balances should be " + balances + ", but are " + found.balances());
            }
            for (Reported reported : history) {
                if (reported instanceof Read read && read.points() > balances.getOrDefault(read.key(), 0L)) {
                    violations.add("a read reported more than " + read.key() + " ever had: " + read);
                }
            }
            scores.forEach((participant, score) -> {
                BigDecimal reported = found.scores().get(participant);
                if (reported == null || reported.compareTo(score) != 0) {
                    violations.add("the score of " + participant + " should be " + score + ", but is " + reported);
                }
            });
            return violations;
        }
    }

    /** Whatever dies: a fault of a node is no fault of the record that it was working on. */
    record GoodRecordsAreTaken() implements Guarantee {
        @Override
        public String promise() {
            return "Only records that are no events go to the dead-letter topic.";
        }

        @Override
        public List<String> violations(List<Reported> history, Found found) {
            return found.deadLetters() == 0
                    ? List.of()
                    : List.of(found.deadLetters() + " good records were dead-lettered");
        }
    }
}
