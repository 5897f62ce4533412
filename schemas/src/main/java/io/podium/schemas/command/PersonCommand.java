package io.podium.schemas.command;

import static java.util.Objects.requireNonNull;

import io.podium.schemas.outcome.PointsKind;
import io.podium.schemas.profile.Profile;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** An order that is about the participant as a person, not about points. */
public sealed interface PersonCommand extends Command {

    /** The last year of all dates. */
    int LAST_YEAR = 9998;

    @Override
    default @Nullable String memo() {
        return null;
    }

    @Override
    default @Nullable PointsKind kind() {
        return null;
    }

    /** Longest pause, in days. */
    int MAX_PAUSE_DAYS = 366;

    /**
     * Nothing has to be done on these days, as during holidays or an illness: they break no streak.
     *
     * @param from the first day, from 1970 on
     * @param to the last day, at most {@value #MAX_PAUSE_DAYS} days with the first one, up to 9998
     * @param reason 1 to {@value Command#REASON_CHARACTERS} characters
     */
    record Pause(LocalDate from, LocalDate to, String reason) implements PersonCommand {
        public Pause {
            checkDays(from, to);
            checkReason(reason);
        }

        @Override
        public String eventType() {
            return "paused";
        }
    }

    /** The profile is this from now on, as a whole. */
    record SetProfile(Profile profile) implements PersonCommand {
        public SetProfile {
            requireNonNull(profile, "expected a profile, but it is absent");
        }

        @Override
        public String reason() {
            return "profile set";
        }

        @Override
        public String eventType() {
            return "profile_set";
        }
    }

    /** Most ranges of free days, of a participant and of each streak. */
    int MAX_FREE_RANGES = 400;

    /** Type of the accepted event by which freezes are granted. */
    String FREEZES_GRANTED = "freezes_granted";

    /** Most freezes of a streak in stock. */
    int MAX_FREEZES = 366;

    /**
     * Freezes of a streak are given, or sold for points.
     *
     * @param count 1 to {@value #MAX_FREEZES}
     * @param price points that are spent for all of them together, 1 to {@value Command#MAX_AMOUNT}; null for none
     * @param reason 1 to {@value Command#REASON_CHARACTERS} characters
     */
    record GrantFreezes(
            String streakId, int count, @Nullable Long price, String reason) implements PersonCommand {
        public GrantFreezes {
            requireNonNull(streakId, "expected a streak_id, but it is absent");
            if (count < 1 || count > MAX_FREEZES || price != null && (price < 1 || price > MAX_AMOUNT)) {
                throw new IllegalArgumentException("expected 1 to " + MAX_FREEZES + " freezes for 1 to " + MAX_AMOUNT
                        + " points or for nothing, but " + count + " for " + price);
            }
            checkReason(reason);
        }

        @Override
        public String eventType() {
            return FREEZES_GRANTED;
        }

        @Override
        public @Nullable PointsKind kind() {
            return price == null ? null : PointsKind.DEDUCT;
        }
    }

    /**
     * A freeze of the stock saves the period that a date lies in.
     *
     * @param date from 1970 to 9998
     * @param reason 1 to {@value Command#REASON_CHARACTERS} characters
     */
    record SpendFreeze(String streakId, LocalDate date, String reason) implements PersonCommand {
        public SpendFreeze {
            requireNonNull(streakId, "expected a streak_id, but it is absent");
            checkDays(date, date);
            checkReason(reason);
        }

        @Override
        public String eventType() {
            return "freeze_spent";
        }
    }

    /**
     * These days of one streak are free, as if they had not been missed.
     *
     * @param from the first day, from 1970 on
     * @param to the last day, at most {@value #MAX_PAUSE_DAYS} days with the first one, up to 9998
     * @param reason 1 to {@value Command#REASON_CHARACTERS} characters
     */
    record RestoreStreak(String streakId, LocalDate from, LocalDate to, String reason) implements PersonCommand {
        public RestoreStreak {
            requireNonNull(streakId, "expected a streak_id, but it is absent");
            checkDays(from, to);
            checkReason(reason);
        }

        @Override
        public String eventType() {
            return "streak_restored";
        }
    }

    /**
     * All that is kept of the participant is forgotten. What comes of the same id later is somebody new.
     *
     * @param block whether nothing that comes later counts, until an erasure that does not block
     * @param reason 1 to {@value Command#REASON_CHARACTERS} characters
     */
    record Erase(boolean block, String reason) implements PersonCommand {
        public Erase {
            checkReason(reason);
        }

        @Override
        public String eventType() {
            return "participant_erased";
        }
    }

    private static void checkDays(LocalDate from, LocalDate to) {
        requireNonNull(from, "expected the first day, but it is absent");
        requireNonNull(to, "expected the last day, but it is absent");
        boolean ordered = !from.isBefore(LocalDate.EPOCH)
                && !to.isBefore(from)
                && to.getYear() <= LAST_YEAR
                && to.toEpochDay() - from.toEpochDay() < MAX_PAUSE_DAYS;
        if (!ordered) {
            throw new IllegalArgumentException("expected 1 to " + MAX_PAUSE_DAYS + " days, but " + from + " to " + to);
        }
    }

    private static void checkReason(String reason) {
        requireNonNull(reason, "expected a reason, but it is absent");
        if (reason.isEmpty() || reason.length() > REASON_CHARACTERS) {
            throw new IllegalArgumentException(
                    "expected a reason of 1 to " + REASON_CHARACTERS + " characters, but " + reason.length());
        }
    }
}
