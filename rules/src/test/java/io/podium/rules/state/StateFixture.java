package io.podium.rules.state;

import io.podium.rules.contest.ScoreVelocity;
import io.podium.rules.contest.ScoreVelocityCodec;
import io.podium.rules.contest.Standing;
import io.podium.rules.contest.StandingCodec;
import io.podium.rules.period.Period;
import io.podium.rules.program.Cap;
import io.podium.rules.streak.Chain;
import io.podium.rules.streak.StreakState;
import io.podium.rules.streak.Ticks;
import io.podium.schemas.binary.StateSerde;
import io.podium.schemas.json.Json;
import io.podium.schemas.outcome.EventResults;
import io.podium.schemas.outcome.EventResults.BadgeEarned;
import io.podium.schemas.outcome.EventResults.ChallengeProgress;
import io.podium.schemas.outcome.EventResults.ContestScoreDelta;
import io.podium.schemas.outcome.EventResults.StreakChange;
import io.podium.schemas.outcome.EventResults.TierChange;
import io.podium.schemas.query.EvaluatedEvent;
import io.podium.schemas.query.EvaluatedEventCodec;
import io.podium.schemas.query.ScoredEvent;
import io.podium.schemas.query.ScoredEventCodec;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serde;

/**
 * State of every kind with every member, as this release stores it: {@code main} prints a line for each with its type,
 * its bytes and its JSON, which {@code scripts/state-fixture} keeps for the releases to come.
 */
final class StateFixture {

    static final Map<String, Serde<?>> SERDES = new TreeMap<>(Map.of(
            "participant", new StateSerde<>(ParticipantState.class, new ParticipantStateCodec()),
            "standing", new StateSerde<>(Standing.class, new StandingCodec()),
            "conduct", new StateSerde<>(ScoreVelocity.class, new ScoreVelocityCodec()),
            "evaluated", new StateSerde<>(EvaluatedEvent.class, new EvaluatedEventCodec()),
            "scored", new StateSerde<>(ScoredEvent.class, new ScoredEventCodec())));

    private static final Instant AT = Instant.parse("2026-04-30T10:42:00.123456789Z");

    private StateFixture() {}

    /** Prints the lines. */
    public static void main(String[] arguments) {
        SAMPLES.forEach((type, samples) -> samples.forEach(sample -> System.out.println(line(type, sample))));
    }

    @SuppressWarnings("unchecked")
    static String line(String type, Object sample) {
        byte[] bytes = ((Serde<Object>) SERDES.get(type)).serializer().serialize("store", sample);
        return type + " " + HexFormat.of().formatHex(bytes) + " "
                + new String(Json.write(sample), StandardCharsets.UTF_8);
    }

    static final Map<String, List<Object>> SAMPLES = new TreeMap<>(Map.of(
            "participant", List.of(ParticipantState.EMPTY, participant()),
            "standing",
                    List.of(
                            new Standing("p_1", new BigDecimal("450"), 1_000_000, null),
                            new Standing("p_\u00e9", new BigDecimal("-0.125"), 7, AT)),
            "conduct",
                    List.of(new ScoreVelocity(
                            29_000_000, BigDecimal.TEN, 490_000, new BigDecimal("99.5"), -3, BigDecimal.ZERO)),
            "evaluated", List.of(evaluated()),
            "scored",
                    List.of(
                            new ScoredEvent("t", "evt_1", null),
                            new ScoredEvent("t", "evt_2", new ContestScoreDelta("cup", new BigDecimal("-1.5"), null)),
                            new ScoredEvent("t", "evt_3", new ContestScoreDelta("cup", BigDecimal.TEN, 12L)))));

    private static ParticipantState participant() {
        Ticks ticks = new Ticks(
                List.of(new Ticks.Run(20_000, 20_006, AT, true), new Ticks.Run(20_010, 20_010, Instant.EPOCH)));
        ObjectiveState distinct = new ObjectiveState(
                new BigDecimal("2"), false, DistinctValues.NONE.with("a").with("b"), null);
        ObjectiveState days = new ObjectiveState(new BigDecimal("7.50"), true, null, ticks);
        Map<String, ChallengeState> challenges = Map.of(
                "all",
                new ChallengeState(
                        true, AT, Map.of("d", distinct), List.of(1L, 3L), Map.of("o", days), AT, Instant.EPOCH, 2));
        Map<String, StreakState> streaks = new TreeMap<>(Map.of(
                "daily",
                new StreakState(
                        Period.DAY, new Chain(5, new BigDecimal("0.4"), 19_990L), ticks, 8, 12, List.of(3L, 7L)),
                "monthly",
                new StreakState(Period.MONTH, null, Ticks.NONE, 0, 0, List.of()),
                "weekly",
                new StreakState(Period.WEEK, new Chain(0, BigDecimal.ZERO, null), ticks, 1, 1, List.of())));
        Map<String, CapState> caps = new TreeMap<>();
        for (Cap.Every every : Cap.Every.values()) {
            caps.put(every.name(), new CapState(every, Map.of(0L, 5L, 20_000L, 10L)));
        }
        return new ParticipantState(1_234_567, "gold", List.of("first", "second"), challenges, streaks, caps, null);
    }

    private static EvaluatedEvent evaluated() {
        return new EvaluatedEvent(
                "t",
                "p",
                "evt_01M875XD855NTJ3T5CHHCG0HDM",
                new EventResults(
                        50,
                        new TierChange(null, "bronze"),
                        List.of(new ChallengeProgress("c", "o", BigDecimal.ZERO, new BigDecimal("3.50"), true)),
                        List.of(new BadgeEarned("b", "A badge"), new BadgeEarned("no_label", null)),
                        List.of(),
                        List.of(new StreakChange("s", 1, 2))),
                List.of("cup", "league"));
    }
}
