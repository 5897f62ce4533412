package io.podium.schemas.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.schemas.binary.StateSerde;
import io.podium.schemas.json.Json;
import io.podium.schemas.outcome.EventResults;
import io.podium.schemas.outcome.EventResults.BadgeEarned;
import io.podium.schemas.outcome.EventResults.ChallengeProgress;
import io.podium.schemas.outcome.EventResults.ContestScoreDelta;
import io.podium.schemas.outcome.EventResults.StreakChange;
import io.podium.schemas.outcome.EventResults.TierChange;
import io.podium.schemas.outcome.PointsKind;
import io.podium.schemas.query.PointsTransaction.Refusal;
import io.podium.schemas.query.PointsTransaction.RefusalCode;
import io.podium.schemas.state.EvaluatedRecord;
import io.podium.schemas.state.ScoredRecord;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResultCodecsTest {

    static List<EvaluatedEvent> evaluated() {
        EventResults nothing = new EventResults(0, null, List.of(), List.of(), List.of(), List.of());
        EventResults all = new EventResults(
                50,
                new TierChange(null, "bronze"),
                List.of(
                        new ChallengeProgress("c", "o", new BigDecimal("2"), new BigDecimal("3.50"), false),
                        new ChallengeProgress("d", "o", BigDecimal.ZERO, BigDecimal.ONE, true)),
                List.of(new BadgeEarned("b", "A badge"), new BadgeEarned("no_label", null)),
                List.of(),
                List.of(new StreakChange("s", 1, 2)));
        return List.of(
                new EvaluatedEvent("t", "p", "evt_1", nothing, List.of()),
                new EvaluatedEvent("t", "p\u00e9\u4e16", "evt_2", all, List.of("cup", "league")),
                new EvaluatedEvent(
                        "t",
                        "p",
                        "evt_3",
                        new EventResults(
                                1, new TierChange("bronze", "gold"), List.of(), List.of(), List.of(), List.of()),
                        List.of()),
                refused(nothing, new Refusal(RefusalCode.HOLD_TOO_SMALL, 71L, 70L)),
                refused(nothing, new Refusal(RefusalCode.INSUFFICIENT_POINTS, 5L)),
                refused(nothing, new Refusal(RefusalCode.TOO_MANY_HOLDS, null)));
    }

    private static EvaluatedEvent refused(EventResults nothing, Refusal refusal) {
        PointsTransaction transaction = new PointsTransaction(null, PointsKind.DEDUCT, 0, 4, 9, refusal, null);
        return new EvaluatedEvent("t", "p", "evt_4", nothing, List.of(), transaction, "points_held", 2);
    }

    @ParameterizedTest
    @MethodSource("evaluated")
    void results_of_stage_2_come_back_as_they_were_also_from_JSON(EvaluatedEvent event) {
        StateSerde<EvaluatedEvent, EvaluatedRecord> serde =
                new StateSerde<>(EvaluatedEvent.class, new EvaluatedEventCodec());
        assertReadBack(serde, event);
    }

    static List<ScoredEvent> scored() {
        return List.of(
                new ScoredEvent("t", "evt_1", null),
                new ScoredEvent("t", "evt_1", new ContestScoreDelta("cup", new BigDecimal("-1.5"), null)),
                new ScoredEvent("t", "evt_1", new ContestScoreDelta("cup", BigDecimal.TEN, 12L)));
    }

    @ParameterizedTest
    @MethodSource("scored")
    void results_of_stage_3_come_back_as_they_were_also_from_JSON(ScoredEvent event) {
        assertReadBack(new StateSerde<>(ScoredEvent.class, new ScoredEventCodec()), event);
    }

    /** What a later release adds, this one passes over. */
    @Test
    void a_field_that_is_not_known_is_passed_over() {
        StateSerde<ScoredEvent, ScoredRecord> serde = new StateSerde<>(ScoredEvent.class, new ScoredEventCodec());
        ScoredEvent event = new ScoredEvent("t", "evt_1", null);
        byte[] bytes = serde.serializer().serialize("store", event);
        byte[] later = Arrays.copyOf(bytes, bytes.length + 3);
        later[bytes.length] = (byte) 0x98; // the field 99, a number
        later[bytes.length + 1] = 0x06;
        later[bytes.length + 2] = 5;
        assertThat(serde.deserializer().deserialize("store", later)).isEqualTo(event);
    }

    private static <T> void assertReadBack(StateSerde<T, ?> serde, T value) {
        byte[] bytes = serde.serializer().serialize("store", value);
        assertThat(serde.deserializer().deserialize("store", bytes)).isEqualTo(value);
        assertThat(serde.deserializer().deserialize("store", Json.write(value))).isEqualTo(value);
        assertThat(bytes).hasSizeLessThan(Json.write(value).length / 2 + 10);
    }
}
