package io.podium.rules.ledger;

import static java.util.Objects.requireNonNull;

import io.podium.rules.account.Hold;
import io.podium.rules.account.Lots;
import io.podium.rules.program.Cap;
import io.podium.schemas.key.Sha256;
import io.podium.schemas.outcome.PointsKind;
import io.podium.schemas.score.ScoringMethod;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one event gave and took.
 *
 * @param at when it arrived
 * @param keyHash of its idempotency key, see {@link #hash}; null without one, and of commands
 * @param available the balance after it
 * @param lifetime points after it
 * @param reversed how much of it is taken back, 0 to 1
 * @param reversedBy the latest event that took something back; null for none
 */
public record LedgerEntry(
        String eventId,
        String eventType,
        Instant at,
        @Nullable Long keyHash,
        long available,
        long lifetime,
        Parts parts,
        BigDecimal reversed,
        @Nullable String reversedBy) {

    private static final Set<PointsKind> ORDERED = EnumSet.of(PointsKind.GRANT, PointsKind.DEDUCT, PointsKind.HOLD);

    public LedgerEntry {
        requireNonNull(eventId);
        requireNonNull(eventType);
        requireNonNull(at);
        requireNonNull(parts);
        requireNonNull(reversed);
    }

    /** All that an event gave, in the order decided. */
    public record Parts(
            List<Line> lines,
            List<CapUse> caps,
            List<Contribution> contributions,
            List<ContestPart> contests,
            List<Lasting> lasting) {
        public Parts {
            lines = List.copyOf(lines);
            caps = List.copyOf(caps);
            contributions = List.copyOf(contributions);
            contests = List.copyOf(contests);
            lasting = List.copyOf(lasting);
        }

        /** Only points. */
        public static Parts of(List<Line> lines) {
            return new Parts(lines, List.of(), List.of(), List.of(), List.of());
        }

        /** Whether there is nothing that could be shown or taken back. */
        public boolean isEmpty() {
            return lines.isEmpty()
                    && caps.isEmpty()
                    && contributions.isEmpty()
                    && contests.isEmpty()
                    && lasting.isEmpty();
        }
    }

    /**
     * Points that came or went.
     *
     * @param name the rest of the outcome's id, behind the event's
     * @param points 0 or more
     * @param delta by how much the balance changed
     * @param owed of points taken by a rule, how many were not there; 0 or more
     * @param countsForLifetime whether lifetime points grew by the points
     * @param expiryDay from whose beginning on what is left of them is gone; null for never
     * @param ends of points that left, which of them would expire, by day; at most {@value Hold#MAX_LOTS} days
     * @param reason as the command says it; null for rules
     * @param memo as the command says it; null for none
     */
    public record Line(
            String name,
            PointsKind kind,
            String ruleId,
            long points,
            long delta,
            long owed,
            boolean countsForLifetime,
            @Nullable Long expiryDay,
            NavigableMap<Long, Long> ends,
            @Nullable String reason,
            @Nullable String memo) {
        public Line {
            ends = Lots.of(ends, Hold.MAX_LOTS);
        }

        /** How many points left, with those that were not there. */
        public long left() {
            return owed - delta;
        }
    }

    /** Points that used a cap. */
    public record CapUse(String ruleId, Cap.Every every, long period, long points) {}

    /**
     * What the event brought to an objective.
     *
     * @param repeats number of the participation that it was in
     * @param progress by how much it grew
     * @param value hash of the value, of an objective that counts different ones; else null
     * @param undoing how it can be taken back
     */
    public record Contribution(
            String challengeId,
            String objectiveId,
            long repeats,
            BigDecimal progress,
            @Nullable Long value,
            Undoing undoing) {

        /** Whether both are about the same value of the same objective. */
        public boolean isSameValue(Contribution other) {
            return value != null
                    && value.equals(other.value)
                    && challengeId.equals(other.challengeId)
                    && objectiveId.equals(other.objectiveId)
                    && repeats == other.repeats;
        }
    }

    /** How a contribution can be taken back. */
    public enum Undoing {
        /** In part, as a sum. */
        IN_PART,
        /** Only as a whole, as one of several events. */
        AS_A_WHOLE,
        /** Not at all: progress says nothing of single events, as with days in a row. */
        NEVER
    }

    /** A score that was sent to a contest. */
    public record ContestPart(
            String contestId, Instant contestVersion, ScoringMethod method, BigDecimal score, Instant occurredAt) {}

    /** What stays when the event is taken back: a badge, a completed challenge, a streak's tick, a tier. */
    public record Lasting(String kind, String id) {}

    /** Whether it brought a value, and is neither the other entry nor wholly taken back. */
    public boolean holds(Contribution value, LedgerEntry other) {
        return !eventId.equals(other.eventId())
                && !isWhollyReversed()
                && parts.contributions().stream().anyMatch(value::isSameValue);
    }

    /** Whether an administrator ordered it. */
    public boolean isOrdered() {
        return parts.lines().stream().anyMatch(line -> ORDERED.contains(line.kind()));
    }

    /** Whether nothing is left that could be taken back. */
    public boolean isWhollyReversed() {
        return reversed.compareTo(BigDecimal.ONE) >= 0;
    }

    /** The entry when so much of it is taken back, all together. */
    public LedgerEntry reversed(BigDecimal ratio, String by) {
        return new LedgerEntry(eventId, eventType, at, keyHash, available, lifetime, parts, ratio, by);
    }

    /** Under which hash it is to be found: when it is new, and has a key; amended ones were reversed. */
    public Optional<Long> pointerHash() {
        return reversedBy == null ? Optional.ofNullable(keyHash) : Optional.empty();
    }

    /** The first 64 bits of a key's SHA-256. */
    public static long hash(String idempotencyKey) {
        return Sha256.first64Bits(idempotencyKey);
    }

    /** Collects what an event gives while it is evaluated. */
    public static final class Collector {
        private final List<Line> lines = new ArrayList<>();
        private final List<CapUse> caps = new ArrayList<>();
        private final List<Contribution> contributions = new ArrayList<>();
        private final List<ContestPart> contests = new ArrayList<>();
        private final List<Lasting> lasting = new ArrayList<>();

        /** Points came or went. */
        public void add(Line line) {
            lines.add(line);
        }

        /** A cap was used. */
        public void add(CapUse use) {
            caps.add(use);
        }

        /** An objective was brought further, or its value was seen again. */
        public void add(Contribution contribution) {
            contributions.add(contribution);
        }

        /** A contest was scored in. */
        public void add(ContestPart part) {
            contests.add(part);
        }

        /** Something was given that stays. */
        public void add(Lasting one) {
            lasting.add(one);
        }

        /** All of it. */
        public Parts parts() {
            return new Parts(lines, caps, contributions, contests, lasting);
        }
    }
}
