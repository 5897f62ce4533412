package io.podium.schemas.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.podium.schemas.outcome.PointsKind;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What came of a command, or of an event that takes another one back. A repeat is answered by the same transaction,
 * also where it is a refusal.
 *
 * @param transactionId of the ledger's line, or of the first of several; null where nothing moved
 * @param kind null for a command that moves no points
 * @param delta by how much the balance changed
 * @param available the balance after it
 * @param lifetime points after it
 * @param refusal why nothing was done; null when it was
 * @param reversal what was taken back and what was not; null for other commands
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PointsTransaction(
        @Nullable String transactionId,
        @Nullable PointsKind kind,
        long delta,
        long available,
        long lifetime,
        @Nullable Refusal refusal,
        @Nullable Reversal reversal) {
    /** Why a command was not done, by names that stay. */
    public enum RefusalCode {
        /** Less is available than the command needs. */
        INSUFFICIENT_POINTS,
        /** The participant has no hold of that id, or no more. */
        UNKNOWN_HOLD,
        /** A hold is smaller than what is to be captured of it. */
        HOLD_TOO_SMALL,
        /** The participant has as many holds as one may have. */
        TOO_MANY_HOLDS,
        /** The end of a hold has passed when the command arrives. */
        HOLD_OVER,
        /** The participant has no event of that id or key in the ledger. */
        UNKNOWN_EVENT,
        /** No rule of a streak of that id is in force. */
        UNKNOWN_STREAK,
        /** The streak has no freeze in stock. */
        NO_FREEZES,
        /** The streak would have more freezes in stock than one may have. */
        TOO_MANY_FREEZES,
        /** Nothing is missed on that date. */
        NOTHING_MISSED,
        /** There would be more ranges of free days than are kept. */
        TOO_MANY_FREE_DAYS,
        /** What Podium may keep of the participant is full. */
        STATE_FULL,
        /** The participant was erased, and nothing that comes of the id counts. */
        PARTICIPANT_BLOCKED,
        /** It was for somebody of the id who was erased since; what came of it is not known any more. */
        PARTICIPANT_ERASED;

        /** The name in answers. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A refusal.
     *
     * @param required points that would have been needed; null where it is not a question of points
     * @param held points of the hold that is too small; null for other refusals
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Refusal(
            RefusalCode code,
            @Nullable Long required,
            @Nullable Long held) {

        /** A refusal that is not because of the size of a hold. */
        public Refusal(RefusalCode code, @Nullable Long required) {
            this(code, required, null);
        }
    }

    /**
     * What became of the parts of an event that was taken back.
     *
     * @param eventId of the event that was taken back
     * @param repeated whether all of it had been taken back before
     * @param ratio how much of it is taken back by now, all reversals together, 0 to 1, in decimal
     * @param owed what the participant owes after it, for this and for earlier reversals
     */
    public record Reversal(
            String eventId, boolean repeated, String ratio, long owed, List<Part> reversed, List<Part> notReversed) {
        public Reversal {
            reversed = List.copyOf(reversed);
            notReversed = List.copyOf(notReversed);
        }
    }

    /**
     * A part of what an event gave.
     *
     * @param kind points, cap, objective, contest, badge, challenge, streak, tier
     * @param id of the rule, badge or program that it belongs to
     * @param amount in its unit, in decimal; null where there is none
     * @param reason why it stays; null for what was reversed
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Part(
            String kind,
            String id,
            @Nullable String amount,
            @Nullable String reason) {}
}
