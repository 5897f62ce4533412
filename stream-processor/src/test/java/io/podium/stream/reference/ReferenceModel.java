package io.podium.stream.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.schemas.event.EventHeaders;
import io.podium.schemas.event.EventId;
import io.podium.stream.driver.Raw;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What Podium should do, written as plainly as possible: maps and one loop, no Kafka, none of the engine's code. It
 * takes the same rules and records as the topology, one after the other.
 */
final class ReferenceModel {

    private static final long DAY_MS = 24 * 3_600_000L;

    /** Outcomes by topic, in order, each as {@link Canonical} text. */
    final Map<String, List<String>> outcomes = new TreeMap<>();
    /** Who is who, by {@code tenant|participant}. */
    final Map<String, ReferenceParticipant> participants = new HashMap<>();
    /** Contest scores by {@code tenant|contest}. */
    final Map<String, ReferenceBoard> boards = new HashMap<>();

    int deadLetters;
    int accepted;
    int duplicates;

    private record Version(String tenant, String kind, String id, Instant from, ObjectNode definition) {}

    private final List<Version> versions = new ArrayList<>();
    private final Map<String, Long> takenKeys = new HashMap<>();
    private final ReferenceLifecycles lifecycles = new ReferenceLifecycles(this);
    private long logTime = -1;
    private long streamTime = Long.MIN_VALUE;
    private long offset;
    private long commandOffset;

    void publish(String tenant, Instant from, ObjectNode definition) {
        String kind = definition.get("kind").asText();
        String id = definition.get("id").asText();
        versions.removeIf(version -> version.tenant.equals(tenant)
                && version.kind.equals(kind)
                && version.id.equals(id)
                && version.from.equals(from));
        versions.add(new Version(tenant, kind, id, from, definition));
    }

    void take(Raw raw) {
        long place = offset++;
        streamTime = Math.max(streamTime, raw.timestamp());
        if (raw.isHeartbeat()) {
            if (raw.timestamp() > logTime) {
                logTime = raw.timestamp();
                Instant now = Instant.ofEpochMilli(logTime);
                List.copyOf(participants.keySet())
                        .forEach(name -> commands(name).lapse(now));
                lifecycles.advance(Instant.ofEpochMilli(logTime));
            }
            return;
        }
        String tenant = tenantOf(raw);
        if (tenant == null || !isEvent(raw)) {
            deadLetters++;
            return;
        }
        String eventId = EventId.at("raw-events", 0, place, raw.timestamp());
        String key = raw.body().has("idempotency_key")
                ? raw.body().get("idempotency_key").asText()
                : raw.recordKey();
        if (key != null) {
            Long taken = takenKeys.get(tenant + "|" + key);
            if (taken != null && streamTime - taken < DAY_MS) {
                duplicates++;
                return;
            }
            takenKeys.put(tenant + "|" + key, streamTime);
        }
        accepted++;
        evaluate(tenant, eventId, raw);
    }

    private static String tenantOf(Raw raw) {
        String header = raw.header(EventHeaders.TENANT);
        JsonNode body = raw.body() == null ? null : raw.body().get("tenant_id");
        if (header == null) {
            return body == null ? null : body.asText();
        }
        return body == null || body.asText().equals(header) ? header : null;
    }

    private static boolean isEvent(Raw raw) {
        return raw.body() != null
                && isText(raw.body().get("participant_id"), 255)
                && isText(raw.body().get("event_type"), 100)
                && (raw.recordKey() == null
                        || raw.body().has("idempotency_key")
                        || raw.recordKey().length() <= 255);
    }

    private static boolean isText(JsonNode node, int longest) {
        return node != null
                && node.isTextual()
                && !node.asText().isEmpty()
                && node.asText().length() <= longest;
    }

    private void evaluate(String tenant, String eventId, Raw raw) {
        Instant arrival = Instant.ofEpochMilli(raw.timestamp());
        String participant = raw.body().get("participant_id").asText();
        Instant occurred = raw.body().has("occurred_at")
                ? Instant.parse(raw.body().get("occurred_at").asText())
                : arrival;
        Map<String, Object> base = new LinkedHashMap<>();
        base.put("event_id", eventId);
        base.put("tenant_id", tenant);
        base.put("participant_id", participant);
        base.put("occurred_at", occurred);
        base.put("processed_at", arrival);
        String key = raw.body().has("idempotency_key")
                ? raw.body().get("idempotency_key").asText()
                : raw.recordKey();
        ReferenceGave gave = new ReferenceGave(eventId, key);
        ReferenceEvent event = new ReferenceEvent(
                raw.body().get("event_type").asText(),
                attributes(tenant, raw.body(), arrival),
                occurred,
                arrival,
                base,
                outcomes,
                false,
                gave);
        ReferenceParticipant state =
                participants.computeIfAbsent(tenant + "|" + participant, name -> new ReferenceParticipant());
        if (state.blocked) {
            return;
        }
        new ReferenceCommands(this, tenant, participant).lapse(arrival);
        if (raw.body().has("reverses")) {
            new ReferenceReversals(this, tenant, participant)
                    .reverse(
                            gave,
                            raw.body().get("reverses").asText(),
                            BigDecimal.ONE,
                            null,
                            arrival,
                            raw.body().get("event_type").asText());
        }
        ReferenceRules rules = new ReferenceRules(inForce(tenant, arrival));
        rules.apply(event, state);
        for (ReferenceRules.InForce contest : rules.of("contest")) {
            boards.computeIfAbsent(tenant + "|" + contest.id(), name -> new ReferenceBoard())
                    .take(event, contest, participant, lifecycles.isCompleted(tenant, contest.id()));
        }
        if (!gave.isNothing()) {
            state.gave.add(gave);
        }
    }

    /** A command that an administrator orders. */
    void order(Histories.Ordered ordered) {
        long place = commandOffset++;
        streamTime = Math.max(streamTime, ordered.timestamp());
        String key = "!" + ordered.tenant() + "|" + ordered.command().idempotencyKey();
        Long taken = takenKeys.get(key);
        if (taken != null && streamTime - taken < DAY_MS) {
            duplicates++;
            return;
        }
        takenKeys.put(key, streamTime);
        accepted++;
        commands(ordered.tenant() + "|" + ordered.command().participantId())
                .order(
                        EventId.at("raw-commands", 0, place, ordered.timestamp()),
                        ordered.command().idempotencyKey(),
                        ordered.command().command(),
                        Instant.ofEpochMilli(ordered.timestamp()));
    }

    private ReferenceCommands commands(String name) {
        int bar = name.indexOf('|');
        return new ReferenceCommands(this, name.substring(0, bar), name.substring(bar + 1));
    }

    /** Tiers after a command. */
    void climb(String tenant, String participant, ReferenceGave gave, Instant at) {
        Map<String, Object> base = new LinkedHashMap<>();
        base.put("event_id", gave.eventId);
        base.put("tenant_id", tenant);
        base.put("participant_id", participant);
        base.put("occurred_at", at);
        base.put("processed_at", at);
        ReferenceEvent event = new ReferenceEvent("command", null, at, at, base, outcomes, false, gave);
        new ReferenceRules(inForce(tenant, at))
                .of("tiers").stream()
                        .findFirst()
                        .ifPresent(ladder ->
                                ReferenceRules.climb(ladder, event, participants.get(tenant + "|" + participant)));
    }

    boolean allowsNegative(String tenant, Instant at) {
        return new ReferenceRules(inForce(tenant, at)).allowsNegative();
    }

    boolean isCompleted(String tenant, String contest) {
        return lifecycles.isCompleted(tenant, contest);
    }

    /** As they came, with texts as numbers where the catalogue asks for it. */
    private JsonNode attributes(String tenant, JsonNode body, Instant arrival) {
        JsonNode attributes = body.path("attributes").deepCopy();
        for (ReferenceRules.InForce type : new ReferenceRules(inForce(tenant, arrival)).of("event_type")) {
            for (Map.Entry<String, JsonNode> declared :
                    type.definition().path("attributes").properties()) {
                String text = attributes.path(declared.getKey()).asText();
                if (type.id().equals(body.get("event_type").asText())
                        && declared.getValue().path("coerce").asBoolean()
                        && attributes.path(declared.getKey()).isTextual()
                        && text.matches("-?[0-9.]+")) {
                    ((ObjectNode) attributes).put(declared.getKey(), new BigDecimal(text));
                }
            }
        }
        return attributes;
    }

    /** Whoever ever had a rule. */
    Set<String> tenants() {
        TreeSet<String> tenants = new TreeSet<>();
        versions.forEach(version -> tenants.add(version.tenant));
        return tenants;
    }

    /** The latest version of each definition that is not after the arrival, by kind and id. */
    List<ReferenceRules.InForce> inForce(String tenant, Instant at) {
        Map<String, Version> latest = new TreeMap<>();
        for (Version version : versions) {
            if (version.tenant.equals(tenant) && !version.from.isAfter(at)) {
                latest.merge(
                        version.kind + " " + version.id,
                        version,
                        (one, other) -> one.from.isAfter(other.from) ? one : other);
            }
        }
        return latest.values().stream()
                .map(version -> new ReferenceRules.InForce(version.definition, version.from))
                .toList();
    }
}
