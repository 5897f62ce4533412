package io.podium.schemas.command;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.podium.schemas.outcome.PointsKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * An order to change a participant, beside all rules. It passes the same stages as an event: deduplicated by
 * its key, decided by the participant's only writer, the same in every replay.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Command.Grant.class, name = "grant"),
    @JsonSubTypes.Type(value = Command.Deduct.class, name = "deduct"),
    @JsonSubTypes.Type(value = Command.Hold.class, name = "hold"),
    @JsonSubTypes.Type(value = Command.Capture.class, name = "capture"),
    @JsonSubTypes.Type(value = Command.Release.class, name = "release"),
    @JsonSubTypes.Type(value = Command.Reverse.class, name = "reverse"),
    @JsonSubTypes.Type(value = PersonCommand.SetProfile.class, name = "profile"),
    @JsonSubTypes.Type(value = PersonCommand.Pause.class, name = "pause"),
    @JsonSubTypes.Type(value = PersonCommand.GrantFreezes.class, name = "grant_freezes"),
    @JsonSubTypes.Type(value = PersonCommand.SpendFreeze.class, name = "spend_freeze"),
    @JsonSubTypes.Type(value = PersonCommand.RestoreStreak.class, name = "restore_streak"),
    @JsonSubTypes.Type(value = PersonCommand.Erase.class, name = "erase")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface Command
        permits Command.Grant,
                Command.Deduct,
                Command.Hold,
                Command.Capture,
                Command.Release,
                Command.Reverse,
                PersonCommand {

    /** Most points of one command. */
    long MAX_AMOUNT = 1_000_000;
    /** All instants of commands are before it. */
    Instant END = Instant.parse("9999-01-01T00:00:00Z");
    /** Longest reason, in UTF-16 characters. */
    int REASON_CHARACTERS = 100;
    /** Longest memo, in UTF-16 characters. */
    int MEMO_CHARACTERS = 500;

    /** Why, for the participant and for reports; 1 to {@value #REASON_CHARACTERS} characters. */
    String reason();

    /** A note for those who look at the ledger; null for none. */
    @Nullable
    String memo();

    /** The type of accepted events of this kind; a client's event of that type is an event like any other. */
    @JsonIgnore
    String eventType();

    /** The kind of the ledger's line by which it is answered; null where no points are to be moved. */
    @JsonIgnore
    @Nullable
    PointsKind kind();

    /**
     * Points are given.
     *
     * @param amount 1 to {@value #MAX_AMOUNT}
     * @param expiresAt from when on what is left of them is gone, from 1970 to 9998; null for never
     * @param countsForLifetime whether they count towards tiers
     */
    record Grant(
            long amount,
            String reason,
            @Nullable String memo,
            @Nullable Instant expiresAt,
            boolean countsForLifetime) implements Command {
        public Grant {
            check(amount, reason, memo);
            if (expiresAt != null) {
                expiresAt = checked(expiresAt);
            }
        }

        @Override
        public String eventType() {
            return "points_granted";
        }

        @Override
        public PointsKind kind() {
            return PointsKind.GRANT;
        }
    }

    /**
     * Points are spent, all or none.
     *
     * @param amount 1 to {@value #MAX_AMOUNT}
     */
    record Deduct(long amount, String reason, @Nullable String memo) implements Command {
        public Deduct {
            check(amount, reason, memo);
        }

        @Override
        public String eventType() {
            return "points_deducted";
        }

        @Override
        public PointsKind kind() {
            return PointsKind.DEDUCT;
        }
    }

    /**
     * Points are set aside until they are captured or released, as during a checkout; all or none. The hold goes by the
     * id of its event.
     *
     * @param amount 1 to {@value #MAX_AMOUNT}
     * @param endsAt from when on it is released by itself, to the millisecond; from 1970 to 9998
     */
    record Hold(
            long amount,
            Instant endsAt,
            String reason,
            @Nullable String memo) implements Command {
        public Hold {
            check(amount, reason, memo);
            endsAt = checked(endsAt);
        }

        @Override
        public String eventType() {
            return "points_held";
        }

        @Override
        public PointsKind kind() {
            return PointsKind.HOLD;
        }
    }

    /**
     * What a hold set aside is spent; the hold ends, and what is not spent is available again.
     *
     * @param amount 1 to what is held; null for all of it
     */
    record Capture(
            String holdId,
            @Nullable Long amount,
            String reason,
            @Nullable String memo) implements Command {
        public Capture {
            check(amount == null ? 1 : amount, reason, memo);
            requireNonNull(holdId);
        }

        @Override
        public String eventType() {
            return "points_captured";
        }

        @Override
        public PointsKind kind() {
            return PointsKind.DEDUCT;
        }
    }

    /** A hold ends, and nothing is spent. */
    record Release(String holdId, String reason, @Nullable String memo) implements Command {
        public Release {
            check(1, reason, memo);
            requireNonNull(holdId);
        }

        @Override
        public String eventType() {
            return "points_released";
        }

        @Override
        public PointsKind kind() {
            return PointsKind.HOLD;
        }
    }

    /**
     * What an earlier event of the participant gave is taken back.
     *
     * @param reverses the event's id or its idempotency key
     * @param ratio how much of it, above 0 and at most 1
     */
    record Reverse(
            String reverses,
            BigDecimal ratio,
            String reason,
            @Nullable String memo) implements Command {
        public Reverse {
            check(1, reason, memo);
            requireNonNull(reverses);
            if (ratio.signum() <= 0 || ratio.compareTo(BigDecimal.ONE) > 0) {
                throw new IllegalArgumentException("expected a ratio above 0 and at most 1, but " + ratio);
            }
        }

        @Override
        public String eventType() {
            return "event_reversed";
        }

        @Override
        public PointsKind kind() {
            return PointsKind.REVERSE;
        }
    }

    /** In whole milliseconds, as timers have them; rounded up. */
    private static Instant checked(Instant end) {
        if (end.isBefore(Instant.EPOCH) || !end.isBefore(END)) {
            throw new IllegalArgumentException(
                    "expected an instant from " + Instant.EPOCH + " to before " + END + ", but " + end);
        }
        Instant down = end.truncatedTo(ChronoUnit.MILLIS);
        return down.equals(end) ? end : down.plusMillis(1);
    }

    private static void check(long amount, String reason, @Nullable String memo) {
        if (amount < 1 || amount > MAX_AMOUNT) {
            throw new IllegalArgumentException("expected 1 to " + MAX_AMOUNT + " points, but " + amount);
        }
        if (reason.isEmpty() || reason.length() > REASON_CHARACTERS) {
            throw new IllegalArgumentException(
                    "expected a reason of 1 to " + REASON_CHARACTERS + " characters, but " + reason.length());
        }
        if (memo != null && memo.length() > MEMO_CHARACTERS) {
            throw new IllegalArgumentException(
                    "expected a memo of at most " + MEMO_CHARACTERS + " characters, but " + memo.length());
        }
    }
}
