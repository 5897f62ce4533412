package io.podium.stream.reference;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An event in which points moved, as the ledger remembers it. */
final class ReferenceGave {
    final String eventId;
    final String key;
    final List<Line> lines = new ArrayList<>();
    BigDecimal reversed = BigDecimal.ZERO;
    /** Points of caps by {@code rule/kind of period/first day}. */
    final Map<String, Long> caps = new LinkedHashMap<>();
    /** By how much objectives grew. */
    final Map<String, Step> steps = new LinkedHashMap<>();
    /** Scores by contest. */
    final Map<String, Scored> scores = new LinkedHashMap<>();

    boolean lasting;

    ReferenceGave(String eventId, String key) {
        this.eventId = eventId;
        this.key = key;
    }

    /** A line that can't be taken back. */
    void add(String kind, long delta) {
        if (delta != 0) {
            lines.add(Line.of(kind, delta));
        }
    }

    /** Whether an administrator ordered it: no event can take it back. */
    boolean isOrdered() {
        return lines.stream()
                .anyMatch(line -> List.of("grant", "deduct", "hold").contains(line.kind()));
    }

    boolean isNothing() {
        return lines.isEmpty() && caps.isEmpty() && steps.isEmpty() && scores.isEmpty() && !lasting;
    }

    /**
     * @param left of points that left, how many had an end on each day, or none
     */
    record Line(
            String id,
            String kind,
            String rule,
            long points,
            long delta,
            long owed,
            boolean lifetime,
            long day,
            Map<Long, Long> left) {

        /** One that can't be taken back. */
        static Line of(String kind, long delta) {
            return new Line("", kind, "", 0, delta, 0, false, ReferenceAccount.NEVER, Map.of());
        }
    }

    record Step(BigDecimal by, String value, long participation, String evaluator) {}

    record Scored(BigDecimal score, String method, Instant version) {}
}
