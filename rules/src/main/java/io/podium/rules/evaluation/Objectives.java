package io.podium.rules.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.rules.attribute.Attributes;
import io.podium.rules.attribute.Attributes.Amount;
import io.podium.rules.program.Challenge.Objective;
import io.podium.rules.state.ObjectiveState;
import io.podium.rules.streak.StreakState;
import io.podium.rules.streak.StreakTerms;
import io.podium.rules.streak.Ticks;
import io.podium.schemas.event.Limits;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How far an event that counts brings an objective, by its evaluator. */
final class Objectives {
    private Objectives() {}

    /** What an event does to an objective. */
    sealed interface Step {
        /** It is now this far. */
        record To(ObjectiveState state) implements Step {}

        /** The event can't be used; the note says why. */
        record None(String note) implements Step {}
    }

    static Step step(Objective objective, ObjectiveState before, JsonNode attributes, Instant occurredAt) {
        return switch (objective.evaluator()) {
            case COMPLETION, COUNT ->
                new Step.To(reached(objective, before, before.progress().add(BigDecimal.ONE), null, null));
            case SUM -> sum(objective, before, attributes);
            case DISTINCT -> distinct(objective, before, attributes);
            case STREAK -> streak(objective, before, occurredAt);
        };
    }

    private static Step sum(Objective objective, ObjectiveState before, JsonNode attributes) {
        Amount amount = Attributes.amount(attributes, objective.attribute());
        if (amount instanceof Amount.None none) {
            return new Step.None(none.note());
        }
        BigDecimal value = ((Amount.Of) amount).value();
        return value.signum() < 0
                ? new Step.None("attribute_negative: " + objective.attribute())
                : new Step.To(reached(objective, before, before.progress().add(value), null, null));
    }

    private static Step distinct(Objective objective, ObjectiveState before, JsonNode attributes) {
        JsonNode value = attributes.get(objective.attribute());
        if (value == null || value.isNull()) {
            return new Step.None("attribute_missing: " + objective.attribute());
        } else if (value.isContainerNode()) {
            return new Step.None("attribute_not_scalar: " + objective.attribute());
        }
        String text = text(attributes, objective.attribute());
        if (text == null) {
            return new Step.None("attribute_out_of_range: " + objective.attribute());
        }
        List<String> values = new ArrayList<>(before.values() == null ? List.of() : before.values());
        if (!values.contains(text)) {
            values.add(text);
        }
        return new Step.To(reached(objective, before, BigDecimal.valueOf(values.size()), values, null));
    }

    /** A scalar so that equal values have equal texts and others not; null when it is too large to keep. */
    private static String text(JsonNode attributes, String name) {
        JsonNode value = attributes.get(name);
        if (value.isNumber()) {
            return Attributes.amount(attributes, name) instanceof Amount.Of number
                    ? "n:" + number.value().toPlainString()
                    : null;
        }
        String text = value.asText();
        return text.length() > Limits.ID_CHARACTERS ? null : (value.isTextual() ? "s:" : "b:") + text;
    }

    private static Step streak(Objective objective, ObjectiveState before, Instant occurredAt) {
        Ticks days = before.days() == null ? Ticks.NONE : before.days();
        Ticks more = days.with(StreakTerms.PLAIN_DAYS.periodOf(occurredAt), occurredAt);
        long longest = more.runs().stream()
                .mapToLong(run -> run.to() - run.from() + 1)
                .max()
                .orElse(0);
        return new Step.To(
                reached(objective, before, BigDecimal.valueOf(longest), null, more.latest(StreakState.KEPT_RUNS)));
    }

    /** Progress ends at the target, but what a version with a higher target let through is not taken away. */
    private static ObjectiveState reached(
            Objective objective, ObjectiveState before, BigDecimal progress, List<String> values, Ticks days) {
        BigDecimal to = Attributes.plain(progress.min(objective.target()).max(before.progress()));
        return new ObjectiveState(to, to.compareTo(objective.target()) >= 0, values, days);
    }
}
