package io.podium.ingest.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.schemas.event.AttributePath;
import io.podium.schemas.event.Problem;
import io.podium.schemas.rule.RuleHistories;
import io.podium.schemas.rule.RuleName;
import io.podium.schemas.rule.RuleVersion;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * What the rules of each tenant read of events, by the same versions as all rules: which attributes must be numbers
 * or single values, and how far ahead a clock may run. So the answer can warn of what the outcomes' notes will say. A
 * rule's filter is looked at, its condition is not: under a condition only a value that is there is warned of.
 */
final class RuleReadings {

    /** As the rules have it when they say nothing. */
    static final Duration MAX_FUTURE = Duration.ofHours(24);

    /** Most warnings of one event; one more says that there are more. */
    private static final int MAX_WARNINGS = 10;

    private record Scope(String tenantId, String eventType) {}

    private final RuleHistories<List<RuleReading>> rules = new RuleHistories<>();
    private final Map<Scope, Set<RuleName>> byEventType = new ConcurrentHashMap<>();

    /** Takes a version in. */
    void publish(RuleVersion version) {
        List<RuleReading> readings = version.isRetirement() ? List.of() : RuleReading.of(version);
        rules.put(version, readings);
        for (RuleReading reading : readings) {
            byEventType
                    .computeIfAbsent(
                            new Scope(version.tenantId(), reading.eventType()), scope -> new ConcurrentSkipListSet<>())
                    .add(version.name());
        }
    }

    /** What the rules can't use of an event's attributes, each name once. */
    List<Problem> warnings(String tenantId, String eventType, ObjectNode attributes, Instant now) {
        Map<String, Problem> warnings = new LinkedHashMap<>();
        for (RuleReading reading : readings(tenantId, eventType, now)) {
            for (String name : reading.names()) {
                if (AttributePath.isLiteralWithDots(attributes, name)) {
                    warnings.putIfAbsent(
                            "dots " + name,
                            new Problem(
                                    "attributes." + name,
                                    "dotted_name",
                                    "a rule reads " + name + ", and the attribute that has exactly this name counts, "
                                            + "not one inside of another"));
                }
            }
            reading.unusable(attributes)
                    .ifPresent(code -> warnings.putIfAbsent(
                            "value " + reading.attribute(),
                            new Problem(
                                    "attributes." + reading.attribute(),
                                    "unusable_value",
                                    "expected " + reading.expected() + " for " + reading.source() + ", but " + code
                                            + "; the rule gives nothing for this event")));
        }
        List<Problem> all = new ArrayList<>(warnings.values());
        return all.size() <= MAX_WARNINGS ? all : shortened(all);
    }

    private static List<Problem> shortened(List<Problem> all) {
        List<Problem> few = new ArrayList<>(all.subList(0, MAX_WARNINGS));
        few.add(new Problem(
                "attributes",
                "more_warnings",
                "expected all of them here, but " + (all.size() - MAX_WARNINGS) + " more"));
        return few;
    }

    /** How far ahead of its arrival an event may say that it happened, for the strictest rule that looks at it. */
    Duration maxFuture(String tenantId, String eventType, Instant now) {
        return readings(tenantId, eventType, now).stream()
                .map(RuleReading::maxFuture)
                .min(Duration::compareTo)
                .orElse(MAX_FUTURE);
    }

    private List<RuleReading> readings(String tenantId, String eventType, Instant now) {
        List<RuleReading> readings = new ArrayList<>();
        for (RuleName rule : byEventType.getOrDefault(new Scope(tenantId, eventType), Set.of())) {
            rules.at(tenantId, rule, now).ifPresent(current -> current.getValue().stream()
                    .filter(reading -> reading.eventType().equals(eventType) && reading.isOpenAt(now))
                    .forEach(readings::add));
        }
        return readings;
    }

    /** The duration of a rule file; the default where there is none that can be read. */
    static Duration duration(JsonNode text) {
        try {
            return text.isTextual() ? Duration.parse(text.textValue()) : MAX_FUTURE;
        } catch (DateTimeException e) {
            return MAX_FUTURE;
        }
    }
}
