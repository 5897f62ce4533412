package io.podium.standalone.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.standalone.faults.History.Reported;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Holds what clients were answered against what the topics and the reads say when all is quiet again. */
final class Checker {
    private Checker() {}

    /**
     * What Podium says at the end.
     *
     * @param accepted records of accepted-events, as a consumer with read_committed sees them
     * @param points records of points-outcomes
     * @param contests records of contest-outcomes
     * @param balances lifetime points by participant, as the reads report
     * @param scores contest scores by participant, as the reads report
     * @param deadLetters how many records were refused
     */
    record Found(
            List<JsonNode> accepted,
            List<JsonNode> points,
            List<JsonNode> contests,
            Map<String, Long> balances,
            Map<String, BigDecimal> scores,
            int deadLetters) {

        /** The event that each key went to. */
        Map<String, String> winners() {
            Map<String, String> winners = new HashMap<>();
            accepted.forEach(event -> winners.putIfAbsent(
                    event.get("idempotency_key").asText(), event.get("event_id").asText()));
            return winners;
        }
    }

    /** Every breach of every guarantee; empty when all hold. */
    static List<String> violations(List<Reported> history, Found found) {
        return Guarantee.all().stream()
                .flatMap(guarantee -> guarantee.violations(history, found).stream()
                        .map(violation -> guarantee.getClass().getSimpleName() + ": " + violation))
                .toList();
    }
}
