package io.podium.rules.condition;

import io.podium.schemas.event.AcceptedEvent;

/**
 * An event as the conditions of its rules see it, with what they may still spend on it together. Attributes are read
 * when a condition looks at them. For one thread, and one evaluation of the event.
 */
public final class EventVariables {

    private final AcceptedEvent event;
    private final Budget budget = new Budget();

    private EventVariables(AcceptedEvent event) {
        this.event = event;
    }

    /** The variables of an event, with a full budget. */
    public static EventVariables of(AcceptedEvent event) {
        return new EventVariables(event);
    }

    Budget budget() {
        return budget;
    }

    /** The value of a variable, or null when there is none of that name; an absent source is empty. */
    Object variable(String name) {
        return switch (name) {
            case "attributes" -> new MapValue.OfEvent(event.attributes());
            case "participant_id" -> event.participantId();
            case "event_type" -> event.eventType();
            case "source" -> event.source() == null ? "" : event.source();
            case "occurred_at" -> event.occurredAt();
            default -> null;
        };
    }
}
