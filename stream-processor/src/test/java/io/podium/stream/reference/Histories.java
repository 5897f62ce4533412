package io.podium.stream.reference;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.schemas.command.RawCommand;
import io.podium.schemas.event.EventHeaders;
import io.podium.stream.driver.Raw;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random histories: rules that are published and records that arrive, few names so that they meet often. */
final class Histories {

    static final long START = Instant.parse("2026-04-30T00:00:00Z").toEpochMilli();
    private static final long HOUR = 3_600_000L;

    /** One thing that happens. */
    sealed interface Step {}

    /** A version of a definition comes in. */
    record Published(String tenant, Instant from, ObjectNode definition) implements Step {}

    /** A record arrives. */
    record Arrived(Raw raw) implements Step {
        @Override
        public String toString() {
            return raw.toString();
        }
    }

    /** An administrator orders something. */
    record Ordered(String tenant, RawCommand command, long timestamp) implements Step {}

    private Histories() {}

    /** Of all kinds, of contests from their beginning to their end, or of challenges with many events. */
    static Arbitrary<List<Step>> any() {
        return Arbitraries.frequencyOf(
                Tuple.of(3, ofAllKinds()),
                Tuple.of(2, ofContests()),
                Tuple.of(1, ofChallenges()),
                Tuple.of(3, ofCommands()));
    }

    /** Rules that are in force from the start, and what brings their steps in any order. */
    private static Arbitrary<List<Step>> ofChallenges() {
        Arbitrary<List<Step>> rules = Arbitraries.oneOf(ChallengeDefinitions.any(), ChallengeDefinitions.steps())
                .map(challenge -> (Step) new Published("t", Instant.EPOCH, challenge))
                .list()
                .ofMinSize(2)
                .ofMaxSize(4);
        Arbitrary<List<Step>> played = Arbitraries.frequencyOf(
                        Tuple.of(3, plays()), Tuple.of(2, arrived()), Tuple.of(1, Commands.reversals()))
                .list()
                .ofMinSize(15)
                .ofMaxSize(40);
        return Combinators.combine(rules, played).as((first, then) -> Stream.concat(first.stream(), then.stream())
                .toList());
    }

    /** Points that come and go, with few rules beside. */
    private static Arbitrary<List<Step>> ofCommands() {
        Arbitrary<List<Step>> rules =
                published(Definitions.ofPoints()).list().ofMinSize(2).ofMaxSize(6);
        Arbitrary<List<Step>> rest = Arbitraries.frequencyOf(
                        Tuple.of(6, Commands.any().map(Step.class::cast)),
                        Tuple.of(4, arrived()),
                        Tuple.of(1, heartbeats()))
                .list()
                .ofMinSize(10)
                .ofMaxSize(60);
        return Combinators.combine(rules, rest, Arbitraries.of(List.<Step>of(), Commands.debt()))
                .as((first, then, last) ->
                        Stream.of(first, then, last).flatMap(List::stream).toList());
    }

    private static Arbitrary<List<Step>> ofContests() {
        Arbitrary<List<Step>> rules = published(Arbitraries.frequencyOf(
                        Tuple.of(6, ContestDefinitions.any()),
                        Tuple.of(1, Definitions.badges()),
                        Tuple.of(1, Definitions.tiers())))
                .list()
                .ofMinSize(4)
                .ofMaxSize(8);
        Arbitrary<List<Step>> played = Arbitraries.frequencyOf(
                        Tuple.of(12, plays()),
                        Tuple.of(3, arrived()),
                        Tuple.of(1, heartbeats()),
                        Tuple.of(1, Commands.reversals()))
                .list()
                .ofMinSize(20)
                .ofMaxSize(60);
        Arbitrary<List<Step>> after = arrived().list().ofMaxSize(10);
        return Combinators.combine(rules, played, Arbitraries.of(34L, 35L, 48L), after)
                .as((first, then, end, last) -> Stream.of(
                                first,
                                then,
                                List.<Step>of(new Arrived(Raw.heartbeat(START + end * HOUR + 10_000))),
                                last)
                        .flatMap(List::stream)
                        .toList());
    }

    /** Some rules first, then events and now and then a rule. */
    private static Arbitrary<List<Step>> ofAllKinds() {
        Arbitrary<List<Step>> rules = published().list().ofMinSize(3).ofMaxSize(14);
        Arbitrary<List<Step>> rest = Arbitraries.frequencyOf(
                        Tuple.of(14, arrived()),
                        Tuple.of(3, Commands.any().map(Step.class::cast)),
                        Tuple.of(1, published()),
                        Tuple.of(1, heartbeats()))
                .list()
                .ofMinSize(5)
                .ofMaxSize(80);
        return Combinators.combine(rules, rest).as((first, then) -> Stream.concat(first.stream(), then.stream())
                .toList());
    }

    /** Plain scores of few participants, most of them inside the windows of contests, many close together. */
    private static Arbitrary<Step> plays() {
        return Combinators.combine(
                        Arbitraries.of("p1", "p2", "p3", "p4"),
                        Definitions.eventTypes(),
                        Arbitraries.integers().between(0, 400),
                        Arbitraries.of(1, 50, 100, 700),
                        Arbitraries.longs().between(10 * HOUR, 10 * HOUR + 180_000))
                .as((participant, type, amount, score, time) -> new Arrived(Raw.event(type)
                        .of(participant)
                        .attribute("amount", amount)
                        .attribute("score", score)
                        .at(START + time)));
    }

    private static Arbitrary<Step> heartbeats() {
        return times().map(time -> new Arrived(Raw.heartbeat(START + time)));
    }

    private static Arbitrary<Step> published() {
        return published(Definitions.any());
    }

    private static Arbitrary<Step> published(Arbitrary<ObjectNode> definitions) {
        return Combinators.combine(
                        tenants(), Arbitraries.of(0L, START, START + 6 * HOUR, START + 30 * HOUR), definitions)
                .as((tenant, from, definition) -> new Published(tenant, Instant.ofEpochMilli(from), definition));
    }

    static Arbitrary<String> tenants() {
        return Arbitraries.frequencyOf(Tuple.of(4, Arbitraries.just("t")), Tuple.of(1, Arbitraries.just("u")));
    }

    private static Arbitrary<Step> arrived() {
        Arbitrary<Raw> events = Combinators.combine(
                        tenants(),
                        Arbitraries.of("p1", "p2", "p3"),
                        Arbitraries.frequencyOf(
                                Tuple.of(12, Definitions.eventTypes()),
                                Tuple.of(1, Arbitraries.just("challenge_enrolled"))),
                        Arbitraries.of("k1", "k2", "k3", "k4").injectNull(0.4),
                        attributes(),
                        times(),
                        Arbitraries.frequencyOf(
                                        Tuple.of(20, Arbitraries.integers().between(-120, 60)),
                                        Tuple.of(1, Arbitraries.of(640_000, -960)))
                                .injectNull(0.4))
                .as((tenant, participant, type, key, attributes, time, hoursApart) -> {
                    Raw raw = Raw.event(type)
                            .of(participant)
                            .tenant(tenant)
                            .key(key)
                            .at(START + time);
                    attributes.forEach(raw::attribute);
                    if (type.equals("challenge_enrolled")) {
                        raw.attribute("challenge_id", participant.equals("p1") ? "c1" : "c2");
                    }
                    return hoursApart == null
                            ? raw
                            : raw.with("occurred_at", Instant.ofEpochMilli(START + time + hoursApart * HOUR));
                });
        return Combinators.combine(
                        events,
                        Arbitraries.integers().between(0, 30),
                        Arbitraries.of("k1", "k2", "k3", "k4", "c1", "c2").injectNull(0.85))
                .as((raw, way, reverses) -> twisted(reverses == null ? raw : raw.with("reverses", reverses), way));
    }

    /** Few instants, many of them exactly a day or an edge of a window apart. */
    static Arbitrary<Long> times() {
        return Arbitraries.frequencyOf(
                Tuple.of(
                        4,
                        Arbitraries.of(0L, 1L, 3L, 6L, 24L, 27L, 30L, 33L, 34L, 35L, 48L)
                                .map(hours -> hours * HOUR)),
                Tuple.of(1, Arbitraries.of(24L, 34L, 48L).map(hours -> hours * HOUR - 1)),
                Tuple.of(2, Arbitraries.longs().between(-3 * HOUR, 50 * HOUR)));
    }

    /** Most records as they should be, some in each way that they may come. */
    private static Step twisted(Raw raw, int way) {
        return new Arrived(
                switch (way) {
                    case 0 -> raw.recordKey(null);
                    case 1 -> raw.recordKey("elsewhere");
                    case 2 -> raw.key(null).recordKey("k1");
                    case 3 ->
                        raw.with("tenant_id", raw.header(EventHeaders.TENANT)).without(EventHeaders.TENANT);
                    case 4 -> raw.with("tenant_id", "t");
                    case 5 -> raw.without(EventHeaders.TENANT);
                    case 6 -> raw.with("participant_id", null);
                    case 7 -> raw.with("event_type", 7);
                    case 8 -> Raw.bytes(new byte[] {'{'}).at(raw.timestamp());
                    case 9 -> raw.header(EventHeaders.EVENT_ID, "evt_01HWABCDEFGHJKMNPQRSTVWXYZ");
                    case 10 -> raw.key(null).recordKey("x".repeat(256));
                    default -> raw;
                });
    }

    /** Of up to 40 digits behind the point, some at the edge of what can be calculated with. */
    private static Arbitrary<Object> decimals() {
        return Arbitraries.oneOf(
                Combinators.combine(
                                Arbitraries.longs().between(-100_000, 100_000_000_000L),
                                Arbitraries.integers().between(0, 40))
                        .as(BigDecimal::valueOf),
                Arbitraries.of(
                                "1234.5600000000002",
                                "0.30000000000000004",
                                "10.012345678901234",
                                "999999999999999.9999999994",
                                "999999999999999.9999999995",
                                "100.0000000005",
                                "100.0000000015")
                        .map(BigDecimal::new));
    }

    private static Arbitrary<Map<String, Object>> attributes() {
        Arbitrary<Object> values = Arbitraries.oneOf(
                Arbitraries.of(0, 1, 7, 100, 100, -5, new BigDecimal("100.5"), new BigDecimal("1e2")),
                Arbitraries.of(0, 1, 7, 100, 100, -5, new BigDecimal("100.5"), new BigDecimal("1e20")),
                Arbitraries.integers().between(-50, 3_000).map(number -> (Object) number),
                decimals(),
                Arbitraries.of("100", "red", true, new BigDecimal("1e20"), new BigDecimal("1e-12"), List.of(1)),
                Arbitraries.of(
                        "7.50",
                        new BigDecimal("1e15"),
                        "x".repeat(300),
                        "y".repeat(2_000),
                        123456789012345678L,
                        123456789012345679L),
                Arbitraries.of(
                        Map.of("score", 7),
                        Map.of("score", "7.50"),
                        Map.of("score", List.of()),
                        Map.of("score", new BigDecimal("7.00000000000000000001"))));
        return Arbitraries.maps(Arbitraries.of("amount", "score", "colour", "nested", "nested.score"), values)
                .ofMaxSize(4);
    }
}
