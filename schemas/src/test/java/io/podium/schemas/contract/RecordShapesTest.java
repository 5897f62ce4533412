package io.podium.schemas.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.schemas.access.ApiKey;
import io.podium.schemas.access.TokenRevocation;
import io.podium.schemas.command.Command;
import io.podium.schemas.command.PersonCommand;
import io.podium.schemas.command.RawCommand;
import io.podium.schemas.contest.ContestAward;
import io.podium.schemas.contest.ContestStandings;
import io.podium.schemas.contest.ContestStandings.Row;
import io.podium.schemas.contest.ContestState;
import io.podium.schemas.contest.Prize;
import io.podium.schemas.event.AcceptedEvent;
import io.podium.schemas.event.HeartbeatMark;
import io.podium.schemas.event.RawEvent;
import io.podium.schemas.event.SkippedRecord;
import io.podium.schemas.json.Json;
import io.podium.schemas.json.JsonSerde;
import io.podium.schemas.outcome.BadgeOutcome;
import io.podium.schemas.outcome.ChallengeOutcome;
import io.podium.schemas.outcome.ContestOutcome;
import io.podium.schemas.outcome.OutcomeHead;
import io.podium.schemas.outcome.PointsKind;
import io.podium.schemas.outcome.PointsOutcome;
import io.podium.schemas.outcome.PrivacyOutcome;
import io.podium.schemas.outcome.ProfileOutcome;
import io.podium.schemas.outcome.StreakOutcome;
import io.podium.schemas.outcome.TierOutcome;
import io.podium.schemas.profile.Profile;
import io.podium.schemas.rule.RuleKind;
import io.podium.schemas.rule.RuleVersion;
import io.podium.schemas.score.ContestScore;
import io.podium.schemas.score.ScoringMethod;
import io.podium.schemas.topic.ApplicationClaim;
import io.podium.schemas.topic.Topic;
import io.podium.schemas.topic.Topics;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RecordShapesTest {

    private static final String EVENT = "evt_01HWABCDEFGHJKMNPQRSTVWXYZ";
    private static final Instant NOW = Instant.parse("2026-04-30T10:42:00.123Z");

    private static final OutcomeHead HEAD = new OutcomeHead("o", EVENT, "t", "p", NOW, NOW, "r", NOW);

    private static final Profile PROFILE = new Profile(
            "Ada",
            "https://example.org/a.png",
            "Europe/Berlin",
            LocalTime.of(4, 30),
            JsonNodeFactory.instance.objectNode().put("plan", "pro").put("age", 36),
            true,
            List.of("red"));

    private static final AcceptedEvent ACCEPTED = new AcceptedEvent(
            EVENT, "t", "p", "e", JsonNodeFactory.instance.objectNode(), NOW, null, null, null, false);

    private static final ContestAward AWARD = new ContestAward("c", NOW, 1, new Prize(Prize.Type.POINTS, null, 5L));

    static Stream<Arguments> records() {
        ObjectNode attributes = JsonNodeFactory.instance.objectNode().put("amount", new BigDecimal("12.50"));
        attributes.put("note", "\u20ac \"quoted\" \n").putNull("nothing").put("big", new BigInteger("1".repeat(30)));
        attributes.putArray("items").add(1L << 40).add(true).addObject().putObject("deep");
        return Stream.of(
                Arguments.of("records/raw-event", new RawEvent(null, "p", "e", attributes, null, null, null)),
                Arguments.of("records/raw-event", new RawEvent("t", "p", "e", attributes, NOW, "k", "s")),
                Arguments.of(
                        "records/accepted-event",
                        new AcceptedEvent(EVENT, "t", "p", "e", attributes, NOW, null, null, null, false)),
                Arguments.of(
                        "records/accepted-event",
                        new AcceptedEvent(EVENT, "t", "p", "e", attributes, NOW, null, null, AWARD, false)),
                Arguments.of(
                        "records/accepted-event",
                        new AcceptedEvent(EVENT, "t", "p", "e", attributes, NOW, "k", "s", null, true)),
                Arguments.of(
                        "records/contest-score",
                        new ContestScore(
                                "c",
                                NOW,
                                EVENT,
                                "t",
                                "p",
                                NOW,
                                ScoringMethod.CUMULATIVE,
                                new BigDecimal("1.5"),
                                List.of(),
                                true)),
                Arguments.of(
                        "records/contest-score",
                        new ContestScore(
                                "c",
                                NOW,
                                EVENT,
                                "t",
                                "p",
                                NOW,
                                ScoringMethod.LATEST,
                                null,
                                List.of("attribute_missing: a"),
                                false)),
                Arguments.of(
                        "records/points-outcome",
                        new PointsOutcome(HEAD, 5, 10, PointsKind.EARN, 5, 7, null, null, "o", List.of())),
                Arguments.of(
                        "records/points-outcome",
                        new PointsOutcome(HEAD, 0, 10, PointsKind.DEDUCT, -5, -2, "why", NOW, "o", List.of("n"))),
                Arguments.of(
                        "records/raw-command", new RawCommand("p", "k", new Command.Grant(5, "r", "m", NOW, true))),
                Arguments.of(
                        "records/raw-command",
                        new RawCommand("p", "k", new Command.Reverse("order", new BigDecimal("0.5"), "r", null))),
                Arguments.of(
                        "records/accepted-event",
                        AcceptedEvent.ofCommand(
                                EVENT,
                                "t",
                                new RawCommand("p", "k", new Command.Capture(EVENT, 5L, "r", null)),
                                NOW,
                                true)),
                Arguments.of(
                        "records/accepted-event",
                        new AcceptedEvent(
                                EVENT, "t", "p", "e", attributes, NOW, null, null, null, false, "order", null)),
                Arguments.of("records/raw-event", new RawEvent("t", "p", "e", attributes, NOW, "k", "s", "order")),
                Arguments.of(
                        "records/challenge-outcome",
                        new ChallengeOutcome(
                                HEAD,
                                "c",
                                "o",
                                BigDecimal.ZERO,
                                BigDecimal.ONE,
                                BigDecimal.TEN,
                                false,
                                false,
                                List.of())),
                Arguments.of(
                        "records/streak-outcome", new StreakOutcome(HEAD, "s", 1, 2, 3, BigDecimal.ONE, List.of())),
                Arguments.of("records/badge-outcome", new BadgeOutcome(HEAD, "b", "B", null)),
                Arguments.of("records/tier-outcome", new TierOutcome(HEAD, null, "gold", 5)),
                Arguments.of("records/profile-outcome", new ProfileOutcome(HEAD, PROFILE)),
                Arguments.of("records/privacy-outcome", new PrivacyOutcome(HEAD, true, "asked for")),
                Arguments.of("records/contest-score", ContestScore.erasure(ACCEPTED, NOW)),
                Arguments.of("records/raw-command", new RawCommand("p", "k", new PersonCommand.Erase(true, "r"))),
                Arguments.of("records/profile-outcome", new ProfileOutcome(HEAD, Profile.NONE)),
                Arguments.of("records/raw-command", new RawCommand("p", "k", new PersonCommand.SetProfile(PROFILE))),
                Arguments.of(
                        "records/raw-command",
                        new RawCommand(
                                "p",
                                "k",
                                new PersonCommand.Pause(
                                        LocalDate.of(2026, 5, 1), LocalDate.of(2027, 5, 1), "holiday"))),
                Arguments.of(
                        "records/contest-outcome",
                        new ContestOutcome(HEAD, "c", BigDecimal.ONE, BigDecimal.TEN, null, 1L, List.of())),
                Arguments.of(
                        "records/contest-standings",
                        new ContestStandings(
                                "s",
                                "t",
                                "c",
                                NOW,
                                NOW,
                                ContestState.COMPLETED,
                                2,
                                1,
                                1,
                                List.of(
                                        new Row(1, "p", BigDecimal.TEN, AWARD.prize(), List.of()),
                                        new Row(2, "q", BigDecimal.ONE, null, List.of("liability_reached: 5"))),
                                List.of("contest_retired"))),
                Arguments.of("records/rule-version", new RuleVersion("t", RuleKind.BADGE, "b", NOW, attributes)),
                Arguments.of("records/rule-version", new RuleVersion("t", RuleKind.EARN_RULE, "b", NOW, null)),
                Arguments.of("records/heartbeat", new HeartbeatMark(7)),
                Arguments.of("records/application-claim", new ApplicationClaim("-g2", "podium-g2", NOW)),
                Arguments.of("records/token-revocation", new TokenRevocation("t", "p", NOW)),
                Arguments.of("records/skipped-record", new SkippedRecord("raw-events", 1, 2, 3, "r")),
                Arguments.of(
                        "records/api-key", new ApiKey("0".repeat(64), "t", ApiKey.Scope.PART, null, null, NOW, null)));
    }

    @ParameterizedTest
    @MethodSource("records")
    void what_is_written_passes_the_schema_and_is_read_back_the_same(String schema, Object written) throws IOException {
        byte[] bytes = Json.write(written);
        assertThat(JsonSchemas.problems(schema, Json.mapper().readTree(bytes))).isEmpty();
        assertThat(readBack(written, bytes)).isEqualTo(written);
        assertThat(Json.write(readBack(written, bytes))).isEqualTo(bytes);
    }

    @ParameterizedTest
    @MethodSource("records")
    void topics_read_what_data_binding_reads_also_with_members_that_are_not_known(String schema, Object written) {
        for (Topic<?, ?> topic : Topics.all()) {
            if (schema.equals("records/" + topic.contents().schema()) && isTyped(written)) {
                ObjectNode later = Json.mapper().valueToTree(written);
                later.putObject("of_a_later_release").putArray("a").add(1);
                for (byte[] bytes : List.of(Json.write(written), Json.write(later))) {
                    assertThat(topic.value().deserializer().deserialize(topic.name(), bytes))
                            .isEqualTo(Json.read(bytes, written.getClass()));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("records")
    void topics_write_what_data_binding_writes_one_record_after_the_other(String schema, Object written) {
        for (Topic<?, ?> topic : Topics.all()) {
            if (schema.equals("records/" + topic.contents().schema()) && isTyped(written)) {
                for (int i = 0; i < 2; i++) {
                    assertThat(write(topic, written)).isEqualTo(Json.write(written));
                }
            }
        }
    }

    /** Some consumers compare bytes; the kinds that are not here have writers, which the test above holds. */
    @ParameterizedTest
    @MethodSource("outcomes")
    void members_of_the_head_stand_before_an_outcomes_own(Object outcome, String own) {
        String now = '"' + NOW.toString() + '"';
        assertThat(new String(Json.write(outcome), StandardCharsets.UTF_8))
                .isEqualTo("{\"outcome_id\":\"o\",\"event_id\":\"" + EVENT
                        + "\",\"tenant_id\":\"t\",\"participant_id\":\"p\",\"occurred_at\":" + now
                        + ",\"processed_at\":" + now + ",\"rule_id\":\"r\",\"rule_version\":" + now + "," + own + "}");
    }

    static Stream<Arguments> outcomes() {
        return Stream.of(
                Arguments.of(
                        new PointsOutcome(HEAD, 5, 10, PointsKind.EARN, 5, 10, null, null, "o", List.of()),
                        "\"points\":5,\"lifetime_points\":10,\"kind\":\"earn\",\"delta\":5,\"available_points\":10,"
                                + "\"transaction_id\":\"o\",\"notes\":[]"),
                Arguments.of(
                        new StreakOutcome(HEAD, "s", 1, 2, 3, BigDecimal.ONE, List.of()),
                        "\"streak_id\":\"s\",\"from\":1,\"to\":2,\"longest\":3,\"freezes\":1,\"notes\":[]"),
                Arguments.of(
                        new BadgeOutcome(HEAD, "b", "B", null), "\"badge_id\":\"b\",\"label\":\"B\",\"rarity\":null"),
                Arguments.of(
                        new TierOutcome(HEAD, null, "gold", 5), "\"from\":null,\"to\":\"gold\",\"lifetime_points\":5"));
    }

    /** What API nodes write and nobody else is handed on as bytes. */
    private static boolean isTyped(Object record) {
        return !(record instanceof RawEvent || record instanceof RawCommand);
    }

    @SuppressWarnings("unchecked")
    private static <V> byte[] write(Topic<?, V> topic, Object written) {
        return topic.value().serializer().serialize(topic.name(), (V) written);
    }

    private static Object readBack(Object written, byte[] bytes) {
        return new JsonSerde<>(written.getClass()).deserializer().deserialize("any", bytes);
    }
}
