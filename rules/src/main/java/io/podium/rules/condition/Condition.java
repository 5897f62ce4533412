package io.podium.rules.condition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.podium.schemas.event.AcceptedEvent;
import java.time.Instant;

/**
 * A {@code when} in CEL (Common Expression Language), compiled once. Looks at the event and the profile, changes
 * nothing and ends within its {@link Budget}; beyond that it fails, as one does that divides by zero.
 */
public final class Condition {

    private static final String FAILED = "when_failed: ";

    private final String text;
    private final Node program;

    private Condition(String text, Node program) {
        this.text = text;
        this.program = program;
    }

    /** Compiles an expression; {@link IllegalArgumentException} when it is none, see {@link Expressions#problems}. */
    @JsonCreator
    public static Condition parse(String text) {
        return new Condition(text, Expressions.compile(text));
    }

    /** What a condition says of an event. */
    public sealed interface Judgement {
        /** It holds. */
        record Holds() implements Judgement {}

        /** It does not hold. */
        record DoesNotHold() implements Judgement {}

        /** It could not be evaluated for this event: {@code note} says why, by stable codes. */
        record Undecided(String note) implements Judgement {}

        /** A judgement that is clear. */
        static Judgement of(boolean holds) {
            return holds ? new Holds() : new DoesNotHold();
        }
    }

    /** Judges an event by its variables, and takes what that costs from their budget. */
    public Judgement judge(EventVariables variables) {
        return judge(program, variables);
    }

    static Judgement judge(Node program, EventVariables variables) {
        Budget budget = variables.budget();
        budget.begin();
        try {
            Object value = program.value(new Scope(variables, budget));
            if (value instanceof Boolean holds) {
                return Judgement.of(holds);
            }
            return new Judgement.Undecided(FAILED + (value instanceof Fault fault ? fault.code() : "not_boolean"));
        } catch (Budget.Exhausted e) {
            return new Judgement.Undecided(FAILED + e.getMessage());
        } catch (StackOverflowError | OutOfMemoryError e) {
            return new Judgement.Undecided(FAILED + "budget_exceeded"); // beyond the bounds, which should not happen
        } catch (RuntimeException e) {
            return new Judgement.Undecided(FAILED + "invalid_argument"); // no event may stop the stream
        } finally {
            budget.end();
        }
    }

    /** Whether an expression fails by its budget for an event that has next to nothing. */
    static boolean exceedsBudget(Node program) {
        AcceptedEvent empty = new AcceptedEvent(
                "", "", "", "", JsonNodeFactory.instance.objectNode(), Instant.EPOCH, null, null, null, false);
        return judge(program, EventVariables.of(empty)) instanceof Judgement.Undecided undecided
                && (undecided.note().endsWith("budget_exceeded")
                        || undecided.note().endsWith("value_too_large"));
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
