package io.podium.ingest.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.schemas.event.Problem;
import io.podium.schemas.event.RawEvent;
import io.podium.schemas.json.Json;
import io.podium.schemas.rule.EventTypeDefinition;
import io.podium.schemas.rule.RuleHistories;
import io.podium.schemas.rule.RuleKind;
import io.podium.schemas.rule.RuleName;
import io.podium.schemas.rule.RuleVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The event types that each tenant's authors declared, and what their rules read of events, by the same versions as all
 * rules. Behind soft validation: it gives warnings, never refusals.
 */
public final class EventCatalogue {

    private final RuleHistories<Optional<EventTypeDefinition>> types = new RuleHistories<>();
    private final RuleReadings readings = new RuleReadings();

    /** Takes in a record of the rules topic. */
    public void publish(@Nullable RuleVersion version) {
        if (version == null) {
            return;
        } else if (version.kind() != RuleKind.EVENT_TYPE) {
            readings.publish(version);
            return;
        }
        types.put(
                version,
                version.isRetirement()
                        ? Optional.empty()
                        : Optional.of(Json.mapper().convertValue(version.definition(), EventTypeDefinition.class)));
    }

    /** What is remarkable about an event that arrives now. */
    public List<Problem> warnings(String tenantId, RawEvent event, Instant now) {
        List<Problem> warnings = new ArrayList<>();
        Optional<EventTypeDefinition> type = type(tenantId, event.eventType(), now);
        if (type.isPresent()) {
            warnings.addAll(type.get().warningsFor(event.attributes()));
        } else {
            warnings.add(new Problem(
                    "event_type", "unknown_event_type", "the catalogue has no event type " + event.eventType()));
        }
        ObjectNode read = type.map(known -> known.coerce(event.attributes())).orElse(event.attributes());
        warnings.addAll(readings.warnings(tenantId, event.eventType(), read, now));
        Instant occurredAt = event.occurredAt();
        if (occurredAt != null && occurredAt.isAfter(now)) {
            warnings.add(future(tenantId, event.eventType(), occurredAt, now));
        }
        return warnings;
    }

    /** Whether participants may send events of a type themselves. */
    public boolean isForClients(String tenantId, String eventType, Instant now) {
        return type(tenantId, eventType, now).map(EventTypeDefinition::client).orElse(false);
    }

    private Optional<EventTypeDefinition> type(String tenantId, String eventType, Instant now) {
        return types.at(tenantId, new RuleName(RuleKind.EVENT_TYPE, eventType), now)
                .flatMap(Map.Entry::getValue);
    }

    /** A clock that runs ahead, and whether it does so by more than rules allow. */
    private Problem future(String tenantId, String eventType, Instant occurredAt, Instant now) {
        Duration allowed = readings.maxFuture(tenantId, eventType, now);
        String expected = "expected an instant not after the arrival at " + now + ", but " + occurredAt + " came";
        return occurredAt.isAfter(now.plus(allowed))
                ? new Problem(
                        "occurred_at",
                        "occurred_in_future",
                        expected + "; it is more than " + allowed + " ahead and counts as of the arrival")
                : new Problem("occurred_at", "occurred_at_in_future", expected);
    }
}
