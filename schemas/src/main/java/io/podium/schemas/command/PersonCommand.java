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
            boolean ordered = !from.isBefore(LocalDate.EPOCH)
                    && !to.isBefore(from)
                    && to.getYear() <= LAST_YEAR
                    && to.toEpochDay() - from.toEpochDay() < MAX_PAUSE_DAYS;
            if (!ordered) {
                throw new IllegalArgumentException(
                        "expected 1 to " + MAX_PAUSE_DAYS + " days, but " + from + " to " + to);
            }
            if (reason.isEmpty() || reason.length() > REASON_CHARACTERS) {
                throw new IllegalArgumentException(
                        "expected a reason of 1 to " + REASON_CHARACTERS + " characters, but " + reason.length());
            }
        }

        @Override
        public String eventType() {
            return "paused";
        }
    }

    /** The profile is this from now on, as a whole. */
    record SetProfile(Profile profile) implements PersonCommand {
        public SetProfile {
            requireNonNull(profile);
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
}
