package io.podium.operations.backtest;

import io.podium.operations.backtest.BacktestRun.Placed;
import io.podium.schemas.query.PointsTransaction.RefusalCode;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What would differ under other rules. Maps are sorted by their keys.
 *
 * @param from from when on the other rules are in force, and from when on it is counted
 * @param to what arrived from then on is not part of it
 * @param events of the tenant between the two
 * @param points granted by each rule
 * @param challenges how often each was completed
 * @param tiers participants by the tier that they end in under both, only where the two differ
 * @param tierMoves who these are; at most {@value #MOST_MOVES}
 * @param contests the best of each
 * @param refused commands that were done, and would be refused
 * @param done commands that were refused, and would be done
 */
public record BacktestReport(
        String tenantId,
        Instant from,
        Instant to,
        long events,
        Map<String, Change> points,
        Map<String, Change> challenges,
        List<TierCount> tiers,
        List<TierMove> tierMoves,
        Map<String, Podium> contests,
        Decisions refused,
        Decisions done) {

    /** So many participants are named; all are counted. */
    public static final int MOST_MOVES = 10_000;

    /** So many commands that would be decided otherwise are shown, in each direction; all are counted. */
    public static final int MOST_EXAMPLES = 20;

    /** A number under the rules as they were, and under the others. */
    public record Change(long before, long after) {
        /** By how much it would differ. */
        public long difference() {
            return after - before;
        }
    }

    /** How many would change from one tier to another; null for none. */
    public record TierCount(
            @Nullable String before, @Nullable String after, long participants) {}

    /** One who would. */
    public record TierMove(
            String participantId,
            @Nullable String before,
            @Nullable String after) {}

    /** The best of a contest under both. */
    public record Podium(List<Placed> before, List<Placed> after) {
        /** Whether the first three would be others. */
        public boolean differs() {
            return !ids(before).equals(ids(after));
        }

        private static List<String> ids(List<Placed> places) {
            return places.stream().limit(3).map(Placed::participantId).toList();
        }
    }

    /**
     * Commands that the two decide otherwise.
     *
     * @param byKind how many of each kind, by the {@code type} of their records; those that there are
     * @param examples the first of them, at most {@value #MOST_EXAMPLES}
     */
    public record Decisions(Map<String, Long> byKind, List<Decision> examples) {
        public Decisions {
            byKind = Collections.unmodifiableSortedMap(new TreeMap<>(byKind));
            examples = List.copyOf(examples);
        }

        /** None. */
        public static final Decisions NONE = new Decisions(Map.of(), List.of());

        /** Of all kinds together. */
        public long total() {
            return byKind.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /**
     * A command, and why one of the two refuses it.
     *
     * @param arrivedAt in the log
     * @param required points that it needs; null where it is not a question of points
     * @param available to the participant under the rules that refuse it
     */
    public record Decision(
            String eventId,
            @Nullable String idempotencyKey,
            String participantId,
            String kind,
            Instant arrivedAt,
            RefusalCode code,
            @Nullable Long required,
            long available) {}

    /** Points of all rules together. */
    public Change totalPoints() {
        return new Change(
                points.values().stream().mapToLong(Change::before).sum(),
                points.values().stream().mapToLong(Change::after).sum());
    }
}
