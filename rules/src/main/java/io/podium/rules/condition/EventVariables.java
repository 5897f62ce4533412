package io.podium.rules.condition;

import io.podium.schemas.event.AcceptedEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as the conditions of its rules see it, with what they may still spend on it together. Attributes are read
 * when a condition looks at them. For one thread, and one evaluation of the event.
 */
public final class EventVariables {

    private final AcceptedEvent event;
    private final Instant occurredAt;
    private final Budget budget;

    private EventVariables(AcceptedEvent event, Instant occurredAt, Budget budget) {
        this.event = event;
        this.occurredAt = occurredAt;
        this.budget = budget;
    }

    /** The variables of an event, with a full budget. */
    public static EventVariables of(AcceptedEvent event) {
        return new EventVariables(event, event.occurredAt(), new Budget());
    }

    /** The same event as one that happened at another instant; what is spent on it is spent on this one. */
    public EventVariables at(Instant instant) {
        return instant.equals(occurredAt) ? this : new EventVariables(event, instant, budget);
    }

    Budget budget() {
        return budget;
    }

    /** The value of a variable, or null when there is none of that name; an absent source is empty. */
    @Nullable
    Object variable(String name) {
        return switch (name) {
            case "attributes" -> new MapValue.OfEvent(event.attributes());
            case "participant_id" -> event.participantId();
            case "event_type" -> event.eventType();
            case "source" -> event.source() == null ? "" : event.source();
            case "occurred_at" -> occurredAt;
            default -> null;
        };
    }
}
