package io.podium.rules.condition;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.schemas.event.AcceptedEvent;
import io.podium.schemas.json.Json;
import io.podium.schemas.profile.Profile;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event and its participant as the conditions of rules see them, with what they may still spend on it together.
 * Attributes are read when a condition looks at them. For one thread, and one evaluation of the event.
 */
public final class EventVariables {

    private final AcceptedEvent event;
    private final Profile profile;
    private final Instant occurredAt;
    private final Budget budget;
    private @Nullable ObjectNode profileTree; // made when a condition looks at it

    private EventVariables(AcceptedEvent event, Profile profile, Instant occurredAt, Budget budget) {
        this.event = event;
        this.profile = profile;
        this.occurredAt = occurredAt;
        this.budget = budget;
    }

    /** The variables of an event of somebody of whom nothing is known as a person. */
    public static EventVariables of(AcceptedEvent event) {
        return of(event, Profile.NONE);
    }

    /** The variables of an event, with a full budget. */
    public static EventVariables of(AcceptedEvent event, Profile profile) {
        return new EventVariables(event, profile, event.occurredAt(), new Budget());
    }

    /** The same event as one that happened at another instant; what is spent on it is spent on this one. */
    public EventVariables at(Instant instant) {
        if (instant.equals(occurredAt)) {
            return this;
        }
        EventVariables moved = new EventVariables(event, profile, instant, budget);
        moved.profileTree = profileTree;
        return moved;
    }

    private ObjectNode profile() {
        if (profileTree == null) {
            profileTree = Json.mapper().valueToTree(profile);
        }
        return profileTree;
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
            case "profile" -> new MapValue.OfEvent(profile());
            default -> null;
        };
    }
}
