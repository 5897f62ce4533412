package io.podium.rules.evaluation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.rules.attribute.Attributes;
import io.podium.rules.attribute.Attributes.Amount;
import io.podium.rules.ledger.LedgerEntry.Undoing;
import io.podium.rules.note.Note;
import io.podium.rules.program.Challenge.Objective;
import io.podium.rules.state.DistinctValues;
import io.podium.rules.state.ObjectiveState;
import io.podium.rules.streak.StreakState;
import io.podium.rules.streak.StreakTerms;
import io.podium.rules.streak.Ticks;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far an event that counts brings an objective, by its evaluator. */
final class Objectives {
    private Objectives() {}

    /** What an event does to an objective. */
    sealed interface Step {
        /**
         * It is now this far.
         *
         * @param value hash of the value that was counted, or had been before; null where values do not matter
         * @param undoing how the step can be taken back
         */
        record To(ObjectiveState state, @Nullable Long value, Undoing undoing) implements Step {}

        /** The event can't be used; the note says why. */
        record None(String note) implements Step {}
    }

    /**
     * The step of one event.
     *
     * @param before what was counted so far, banked or not
     * @param shown progress that everybody sees, below which it never goes; of what is still banked, what is banked
     * @param days how the days of a streak are counted
     */
    static Step step(
            Objective objective,
            ObjectiveState before,
            BigDecimal shown,
            JsonNode attributes,
            Instant occurredAt,
            StreakTerms days) {
        return switch (objective.evaluator()) {
            case COMPLETION, COUNT ->
                new Step.To(
                        reached(objective, before, shown, before.progress().add(BigDecimal.ONE)),
                        null,
                        Undoing.AS_A_WHOLE);
            case SUM -> sum(objective, before, shown, attributes);
            case DISTINCT -> distinct(objective, before, shown, attributes);
            case STREAK -> streak(objective, before, shown, occurredAt, days);
        };
    }

    private static Step sum(Objective objective, ObjectiveState before, BigDecimal shown, JsonNode attributes) {
        Amount amount = Attributes.amount(attributes, requireNonNull(objective.attribute()));
        if (amount instanceof Amount.None none) {
            return new Step.None(none.note());
        }
        BigDecimal value = ((Amount.Of) amount).value();
        return value.signum() < 0
                ? new Step.None(Note.ATTRIBUTE_NEGATIVE.of(objective.attribute()))
                : new Step.To(
                        reached(objective, before, shown, before.progress().add(value)), null, Undoing.IN_PART);
    }

    private static Step distinct(Objective objective, ObjectiveState before, BigDecimal shown, JsonNode attributes) {
        JsonNode value = Attributes.find(attributes, requireNonNull(objective.attribute()));
        if (value == null || value.isNull()) {
            return new Step.None(Note.ATTRIBUTE_MISSING.of(objective.attribute()));
        } else if (value.isContainerNode()) {
            return new Step.None(Note.ATTRIBUTE_NOT_SCALAR.of(objective.attribute()));
        }
        long hash = DistinctValues.hash(text(value));
        DistinctValues values = (before.values() == null ? DistinctValues.NONE : before.values()).with(hash);
        ObjectiveState seen = new ObjectiveState(before.progress(), before.completed(), values, before.days());
        return new Step.To(
                reached(objective, seen, shown, BigDecimal.valueOf(values.count())), hash, Undoing.AS_A_WHOLE);
    }

    /** A scalar so that equal values have equal texts and others not; of numbers all digits count. */
    private static String text(JsonNode value) {
        if (value.isNumber()) {
            BigDecimal number = value.decimalValue();
            return "n:" + (number.signum() == 0 ? "0" : Attributes.plain(number).toPlainString());
        }
        return (value.isTextual() ? "s:" : "b:") + value.asText();
    }

    private static Step streak(
            Objective objective, ObjectiveState before, BigDecimal shown, Instant occurredAt, StreakTerms terms) {
        Ticks days = before.days() == null ? Ticks.NONE : before.days();
        Instant at = terms.read(occurredAt);
        Ticks more = days.with(terms.periodOf(at), at);
        long longest = more.longest(terms);
        ObjectiveState seen = new ObjectiveState(
                before.progress(), before.completed(), before.values(), more.latest(StreakState.KEPT_RUNS));
        return new Step.To(reached(objective, seen, shown, BigDecimal.valueOf(longest)), null, Undoing.NEVER);
    }

    /** Banked progress when its prerequisites are complete: as far as the target, which may have changed. */
    static ObjectiveState unlocked(Objective objective, ObjectiveState banked) {
        return reached(objective, banked, BigDecimal.ZERO, banked.progress());
    }

    /**
     * Progress ends at the target, but what a version with a higher target let through is not taken away; and what was
     * counted under a version with another evaluator stays for events of that version that come later.
     */
    private static ObjectiveState reached(
            Objective objective, ObjectiveState before, BigDecimal shown, BigDecimal progress) {
        BigDecimal to = Attributes.plain(progress.min(objective.target()).max(shown));
        return new ObjectiveState(to, to.compareTo(objective.target()) >= 0, before.values(), before.days());
    }
}
