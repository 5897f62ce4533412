package io.podium.rules.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.rules.program.StateSize;
import io.podium.rules.state.ParticipantState;
import io.podium.rules.state.ParticipantStateCodec;
import io.podium.schemas.binary.StateSerde;
import io.podium.schemas.outcome.ChallengeOutcome;
import io.podium.schemas.outcome.Outcome;
import io.podium.schemas.query.EvaluatedEvent;
import io.podium.schemas.query.EvaluatedEventCodec;
import io.podium.schemas.state.ParticipantRecord;
import io.podium.schemas.topic.Topics;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Nobody's state, and nothing that an event causes, can become too large for a record. */
class StateBoundTest {

    private static final StateSerde<ParticipantState, ParticipantRecord> SERDE =
            new StateSerde<>(ParticipantState.class, new ParticipantStateCodec());

    @Test
    void distinct_values_take_eight_bytes_each_however_long_they_are() {
        Scenario scenario = Scenario.given(challenge("c", 15, 1_000));
        for (int i = 0; i < 300; i++) {
            scenario.when("e", "{\"v\": \"" + "x".repeat(240) + i + "\"}");
        }
        assertThat(scenario.state().challenge("c").objective("o0").progress()).isEqualByComparingTo("300");
        assertThat(bytes(scenario)).isBetween(15 * 300 * 8, 15 * 300 * 8 + 2_000);
    }

    @Test
    void long_numbers_are_different_values() {
        Scenario scenario = Scenario.given(challenge("c", 1, 10));
        for (String value : List.of("123456789012345678", "123456789012345679", "1e300", "0.12345678901", "true")) {
            scenario.when("e", "{\"v\": " + value + "}");
        }
        scenario.when("e", "{\"v\": 123456789012345678.0}");
        scenario.when("e", "{\"v\": \"true\"}");
        assertThat(scenario.state().challenge("c").objective("o0").progress()).isEqualByComparingTo("6");
    }

    @Test
    void a_definition_that_can_keep_too_much_is_refused() {
        assertThat(RepeatTest.codes(challenge("c", 16, 1_000))).isEmpty();
        assertThat(RepeatTest.codes(challenge("c", 17, 1_000))).containsExactly("too_much_state");
        assertThat(RepeatTest.codes(challenge("c", 1, 1_001))).containsExactly("too_large");
        assertThat(RepeatTest.codes(challenge("c", 1, 4_294_967_297L))).contains("too_large");
        assertThat(RepeatTest.codes(challenge("c", 1, 1)
                        .replace("distinct, attribute: v", "completion")
                        .replace("target: 1 ", "target: 4294967297 ")))
                .containsExactly("not_one");
    }

    @Test
    void beyond_the_bound_of_a_state_programs_give_nothing_more_and_say_so() {
        String rules = IntStream.range(0, 6)
                .mapToObj(i -> challenge("c" + i, 15, 1_000))
                .collect(Collectors.joining("---\n"));
        Scenario scenario = Scenario.given(rules);
        List<String> notes = List.of();
        for (int i = 0; i < 900; i++) {
            scenario.when("e", "{\"v\": " + i + "}");
            notes = scenario.outcomes(ChallengeOutcome.class).stream()
                    .flatMap(outcome -> outcome.notes().stream())
                    .distinct()
                    .toList();
        }
        assertThat(notes).containsExactly("state_full");
        assertThat(StateGrowth.size(scenario.state())).isLessThanOrEqualTo(StateSize.MAX_STATE_BYTES);
        assertThat(bytes(scenario)).isBetween(StateSize.MAX_STATE_BYTES * 3 / 4, StateSize.MAX_STATE_BYTES);
    }

    @Test
    void the_size_is_never_estimated_too_low() {
        Scenario scenario = Scenario.given(challenge("c", 2, 100) + """
                ---
                { kind: earn_rule, id: r, event_type: e, grant: { amount: 5 }, cap: { amount: 7, period: day } }
                ---
                { kind: streak, id: s, label: S, period: day, qualifying_event: e, milestones:
                    [ { days: 1, reward: { type: badge, id: b } } ] }
                ---
                { kind: badge, id: b, label: B }
                """);
        for (int day = 0; day < 400; day += 3) {
            scenario.when(
                    "e",
                    "{\"v\": " + day + "}",
                    Instant.parse("2025-01-01T12:00:00.123456789Z").plusSeconds(86_400L * day));
            assertThat((long) bytes(scenario)).isLessThanOrEqualTo(StateGrowth.size(scenario.state()));
        }
    }

    @Test
    void an_event_touches_so_many_programs_and_no_more() {
        String rules = IntStream.range(0, 600)
                .mapToObj(i -> "{ kind: earn_rule, id: r%03d, event_type: e, grant: { amount: 1 } }\n".formatted(i))
                .collect(Collectors.joining("---\n"));
        assertThat(RepeatTest.codes(rules)).containsExactly("too_many_programs");
        Scenario scenario =
                Scenario.givenUnchecked(rules + "---\n" + challenge("c", 1, 5)).when("e", "{\"v\": 1}");
        assertThat(scenario.state().lifetimePoints()).isEqualTo(EvaluationBuilder.MAX_OUTCOMES);
        assertThat(scenario.evaluation().outcomes().stream()
                        .map(Outcome::notes)
                        .filter(notes -> notes.contains("event_full")))
                .hasSize(2);
    }

    @Test
    void the_results_of_an_event_fit_into_a_record() {
        String label = "é".repeat(255);
        StringBuilder rules = new StringBuilder();
        for (int c = 0; c < 8; c++) {
            rules.append("{ kind: challenge, id: ")
                    .append("c".repeat(90))
                    .append(c)
                    .append(", title: C, objectives: [");
            for (int o = 0; o < 100; o++) {
                rules.append("{ id: o" + o + ", label: O, evaluator: completion, event_type: e, reward: "
                        + "{ type: badge, id: b" + c + "_" + o + " } },");
            }
            rules.append("] }\n---\n");
            for (int o = 0; o < 100; o++) {
                rules.append("{ kind: badge, id: b" + c + "_" + o + ", label: " + label + " }\n---\n");
            }
        }
        Scenario scenario = Scenario.givenUnchecked(rules.toString()).when("e", "{}");
        EvaluatedEvent results = new EvaluatedEvent(
                "t".repeat(100), "p".repeat(255), "e", scenario.evaluation().results(), List.of());
        byte[] bytes = new StateSerde<>(EvaluatedEvent.class, new EvaluatedEventCodec())
                .serializer()
                .serialize("a-store", results);
        assertThat(scenario.evaluation().outcomes())
                .hasSizeBetween(EvaluationBuilder.MAX_OUTCOMES, 2 * EvaluationBuilder.MAX_OUTCOMES);
        assertThat(bytes.length).isLessThan(Topics.MESSAGE_BYTES / 2);
        assertThat(bytes(scenario)).isLessThan(Topics.MESSAGE_BYTES / 2);
    }

    private static int bytes(Scenario scenario) {
        return SERDE.serializer().serialize("a-store", scenario.state()).length;
    }

    private static String challenge(String id, int objectives, long target) {
        return "{ kind: challenge, id: " + id + ", title: C, objectives: ["
                + IntStream.range(0, objectives)
                        .mapToObj(i ->
                                "{ id: o" + i + ", label: O, evaluator: distinct, attribute: v, event_type: e, target: "
                                        + target + " }")
                        .collect(Collectors.joining(", "))
                + "] }\n";
    }
}
