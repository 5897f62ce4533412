package io.podium.stream.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The model's memory of how fast somebody was: every score that counted, and when. */
final class ReferenceConduct {

    private record Counted(long at, BigDecimal gain, long climb) {}

    private final List<Counted> all = new ArrayList<>();
    private long latest;

    List<String> judge(JsonNode rules, long arrival, BigDecimal gain, long climb) {
        latest = Math.max(latest, arrival);
        BigDecimal grown = gain.signum() < 0 ? BigDecimal.ZERO : gain;
        long climbed = Math.max(0, climb);
        all.add(new Counted(latest, grown, climbed));
        String action = rules.get("on_exceed").asText();
        List<String> notes = new ArrayList<>();
        if (grown.signum() > 0 && exceeds(rules, "max_score_per_minute", sum(60_000))) {
            notes.add("fraud_" + action + ": max_score_per_minute");
        }
        if (grown.signum() > 0 && exceeds(rules, "max_score_per_hour", sum(3_600_000))) {
            notes.add("fraud_" + action + ": max_score_per_hour");
        }
        long climbs = all.stream()
                .filter(one -> one.at / 3_600_000 == latest / 3_600_000)
                .mapToLong(Counted::climb)
                .sum();
        if (climbed > 0 && exceeds(rules, "max_rank_jump_per_hour", BigDecimal.valueOf(climbs))) {
            notes.add("fraud_" + action + ": max_rank_jump_per_hour");
        }
        if (!notes.isEmpty() && !action.equals("flag")) {
            all.remove(all.size() - 1);
        }
        return notes;
    }

    private BigDecimal sum(long span) {
        return all.stream()
                .filter(one -> one.at / span == latest / span)
                .map(Counted::gain)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static boolean exceeds(JsonNode rules, String name, BigDecimal value) {
        return rules.has(name) && value.compareTo(rules.get(name).decimalValue()) > 0;
    }
}
