package io.podium.ingest.catalogue;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.schemas.event.AttributePath;
import io.podium.schemas.event.Decimals;
import io.podium.schemas.json.DateTime;
import io.podium.schemas.rule.RuleKind;
import io.podium.schemas.rule.RuleVersion;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One place where a rule looks at events of a type.
 *
 * @param source the rule, for people
 * @param attribute that the rule reads; null when it reads none
 * @param reads what the attribute must be
 * @param match the rule's filter by attribute
 * @param conditional whether the rule has a condition
 * @param open until when the rule takes events; null for ever
 */
record RuleReading(
        String source,
        String eventType,
        @Nullable String attribute,
        Reads reads,
        JsonNode match,
        boolean conditional,
        Duration maxFuture,
        @Nullable Instant open) {

    /** What a rule makes of an attribute. */
    enum Reads {
        NOTHING,
        NUMBER,
        SCALAR
    }

    /** All places of a definition; none for kinds that look at no event. */
    static List<RuleReading> of(RuleVersion version) {
        JsonNode definition = requireNonNull(version.definition());
        List<RuleReading> readings = new ArrayList<>();
        if (version.kind() == RuleKind.EARN_RULE) {
            String amount = definition.path("grant").path("amount_attribute").textValue();
            readings.add(of(version, definition, "", definition, "event_type", amount, Reads.NUMBER));
        } else if (version.kind() == RuleKind.STREAK) {
            readings.add(of(version, definition, "", definition, "qualifying_event", null, Reads.NOTHING));
        } else if (version.kind() == RuleKind.CHALLENGE) {
            for (JsonNode objective : definition.path("objectives")) {
                Reads reads = objective.path("evaluator").asText().equals("distinct") ? Reads.SCALAR : Reads.NUMBER;
                String attribute = objective.path("attribute").textValue();
                readings.add(of(
                        version,
                        definition,
                        "/" + objective.path("id").asText(),
                        objective,
                        "event_type",
                        attribute,
                        reads));
            }
        } else if (version.kind() == RuleKind.CONTEST
                && !definition.path("draft").asBoolean()) {
            JsonNode scoring = definition.path("scoring");
            boolean counts = scoring.path("method").asText().equals("count");
            String score = counts ? null : scoring.path("score_attribute").textValue();
            RuleReading reading = of(version, definition, "", definition, "event_type", score, Reads.NUMBER);
            readings.add(reading.ofType(scoring.path("event_type").asText()));
        }
        return readings;
    }

    private static RuleReading of(
            RuleVersion version,
            JsonNode definition,
            String part,
            JsonNode node,
            String typeMember,
            @Nullable String attribute,
            Reads reads) {
        return new RuleReading(
                version.kind().wireName() + " " + version.id() + part,
                node.path(typeMember).asText(),
                attribute,
                attribute == null ? Reads.NOTHING : reads,
                node.path("match").path("attributes"),
                node.has("when"),
                RuleReadings.duration(definition.path("max_future")),
                instant(definition.path("ends_at")));
    }

    private RuleReading ofType(String type) {
        return new RuleReading(source, type, attribute, reads, match, conditional, maxFuture, open);
    }

    private static @Nullable Instant instant(JsonNode text) {
        try {
            return text.isTextual() ? DateTime.parse(text.textValue()) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    boolean isOpenAt(Instant now) {
        return open == null || now.isBefore(open);
    }

    /** The attributes that the rule names. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        match.fieldNames().forEachRemaining(names::add);
        if (attribute != null) {
            names.add(attribute);
        }
        return names;
    }

    String expected() {
        return reads == Reads.NUMBER ? "a number of at most " + Decimals.INTEGER_DIGITS + " digits" : "a single value";
    }

    /** Why the rule can't use what the event has; empty when it can, or does not look at this event. */
    Optional<String> unusable(ObjectNode attributes) {
        if (reads == Reads.NOTHING || attribute == null || !admits(attributes)) {
            return Optional.empty();
        }
        JsonNode value =
                Optional.ofNullable(AttributePath.find(attributes, attribute)).orElse(MissingNode.getInstance());
        boolean absent = value.isMissingNode() || value.isNull();
        if (absent) {
            return conditional ? Optional.empty() : Optional.of("it is absent");
        } else if (reads == Reads.SCALAR) {
            return value.isContainerNode() ? Optional.of("an array or object came") : Optional.empty();
        }
        return Decimals.unusable(value)
                .map(code -> code.equals("attribute_out_of_range")
                        ? "it is out of range"
                        : "a " + value.getNodeType().name().toLowerCase(java.util.Locale.ROOT) + " came");
    }

    private boolean admits(ObjectNode attributes) {
        return match.properties().stream().allMatch(wanted -> {
            JsonNode actual = AttributePath.find(attributes, wanted.getKey());
            if (actual == null) {
                return false;
            } else if (!wanted.getValue().isArray()) {
                return same(wanted.getValue(), actual);
            }
            for (JsonNode one : wanted.getValue()) {
                if (same(one, actual)) {
                    return true;
                }
            }
            return false;
        });
    }

    private static boolean same(JsonNode one, JsonNode other) {
        return one.isNumber() && other.isNumber()
                ? one.decimalValue().compareTo(other.decimalValue()) == 0
                : one.equals(other);
    }
}
