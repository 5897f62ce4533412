package io.podium.rules.condition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.Locale;
import java.util.Map;

/**
 * A {@code when} in CEL (Common Expression Language), compiled once. Looks at the event alone, changes nothing and
 * ends: CEL has no loops but over the event's own lists, and those are bounded.
 */
public final class Condition {

    private final String text;
    private final CelRuntime.Program program;

    private Condition(String text, CelRuntime.Program program) {
        this.text = text;
        this.program = program;
    }

    /** Compiles an expression; {@link IllegalArgumentException} when it is none, see {@link Expressions#problems}. */
    @JsonCreator
    public static Condition parse(String text) {
        return new Condition(text, Expressions.compile(text));
    }

    /** What came of asking. */
    public sealed interface Judgement {
        /** The condition holds, or does not. */
        record Clear(boolean holds) implements Judgement {}

        /** It could not be told for this event: {@code note} says why, in stable words. */
        record Failed(String note) implements Judgement {}
    }

    /** Judges an event by its variables. */
    public Judgement judge(Map<String, Object> variables) {
        try {
            return program.eval(variables) instanceof Boolean holds
                    ? new Judgement.Clear(holds)
                    : new Judgement.Failed("when_failed: not_boolean");
        } catch (CelEvaluationException e) {
            return new Judgement.Failed(
                    "when_failed: " + e.getErrorCode().name().toLowerCase(Locale.ROOT));
        }
    }

    /** As the author wrote it. */
    @JsonValue
    public String text() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Condition condition && condition.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
