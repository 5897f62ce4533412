package io.podium.rules.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.rules.program.ProgramParser;
import io.podium.schemas.event.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Definitions beside others: what one alone can't show. */
class TogetherTest {

    private static final String BADGE = "{ kind: badge, id: medal, label: M }";
    private static final String QUIZ = "{ kind: event_type, id: quiz, attributes: { score: number } }";

    private final RuleFiles files = new RuleFiles(new ProgramParser());

    private ObjectNode definition(String yaml) {
        return read(yaml).definitions().get(0).source().definition();
    }

    private RuleFiles.Loaded read(String yaml) {
        return files.read(Map.of("r.yaml", yaml.getBytes(StandardCharsets.UTF_8)));
    }

    private List<String> problems(String definition, String... others) {
        return shown(files.problems(
                definition(definition),
                List.of(others).stream().map(this::definition).toList()));
    }

    private static List<String> shown(List<Problem> problems) {
        return problems.stream()
                .map(problem -> problem.path() + " " + problem.code())
                .toList();
    }

    private static String rewarding(String where) {
        return "{ kind: challenge, id: c, title: C, objectives:"
                + " [{ id: a, label: A, evaluator: completion, event_type: quiz" + where + "}]";
    }

    @Test
    void a_reward_names_a_badge_that_there_is_wherever_it_stands() {
        String reward = "reward: { type: badge, id: medal }";
        String inObjective = rewarding(", " + reward) + " }";
        String inMilestone = rewarding("") + ", milestones: [{ count: 1, " + reward + " }] }";
        String ofChallenge = rewarding("") + ", " + reward + " }";
        assertThat(problems(inObjective)).containsExactly("objectives[0].reward.id unknown_badge");
        assertThat(problems(inMilestone)).containsExactly("milestones[0].reward.id unknown_badge");
        assertThat(problems(ofChallenge)).containsExactly("reward.id unknown_badge");
        for (String good : List.of(inObjective, inMilestone, ofChallenge)) {
            assertThat(problems(good, BADGE)).isEmpty();
        }
    }

    @Test
    void only_what_is_wrong_with_the_one_that_is_asked_about_is_said() {
        String broken = rewarding("") + ", reward: { type: badge, id: nowhere } }";
        assertThat(problems(BADGE, broken)).isEmpty();
        assertThat(shown(files.problemsTogether(List.of(definition(broken), definition(BADGE)))))
                .containsExactly("challenge c.reward.id unknown_badge");
    }

    @Test
    void one_that_is_wrong_by_itself_is_reported_as_such() {
        ObjectNode wrong = definition(BADGE).deepCopy().put("label", 5);
        assertThat(shown(files.problems(wrong, List.of())))
                .isNotEmpty()
                .allMatch(problem -> problem.startsWith("label"));
    }

    @Test
    void conditions_are_held_against_the_catalogue_wherever_they_stand() {
        String wrong = "when: 'attributes.score == \"high\"'";
        assertThat(problems("{ kind: earn_rule, id: r, event_type: quiz, grant: { amount: 1 }, " + wrong + " }", QUIZ))
                .containsExactly("when bad_expression");
        assertThat(problems(
                        "{ kind: earn_rule, id: r, event_type: quiz, grant: { amount: 1 },"
                                + " multiplier: { factor: 2, " + wrong + " } }",
                        QUIZ))
                .containsExactly("multiplier.when bad_expression");
        assertThat(problems(
                        "{ kind: streak, id: s, label: S, period: day, qualifying_event: quiz, " + wrong + " }", QUIZ))
                .containsExactly("when bad_expression");
        assertThat(problems(
                        "{ kind: contest, id: k, title: K, starts_at: '2026-01-01T00:00:00Z', ends_at:"
                                + " '2026-01-02T00:00:00Z', scoring: { event_type: quiz, method: count }, " + wrong
                                + " }",
                        QUIZ))
                .containsExactly("when bad_expression");
        assertThat(problems(rewarding(", " + wrong) + " }", QUIZ)).containsExactly("objectives[0].when bad_expression");
        assertThat(problems(rewarding(", " + wrong) + " }")).isEmpty();
    }

    @Test
    void an_event_type_has_so_many_programs_and_no_more() {
        StringBuilder rules = new StringBuilder();
        for (int i = 0; i < 499; i++) {
            rules.append("{ kind: earn_rule, id: r")
                    .append(i)
                    .append(", event_type: quiz, grant: { amount: 1 } }\n---\n");
        }
        assertThat(read(rules + rewarding("") + " }").problems()).isEmpty();
        assertThat(read(rules + "{ kind: streak, id: s, label: S, period: day, qualifying_event: quiz }\n---\n"
                                + rewarding("") + " }")
                        .problems())
                .extracting(RuleProblem::code)
                .containsExactly("too_many_programs");
    }

    @Test
    void a_directory_has_rules_and_beside_them_scenarios(@TempDir Path directory) throws IOException {
        Files.createDirectories(directory.resolve("scenarios/deep"));
        Files.writeString(directory.resolve("rules.yaml"), BADGE);
        Files.writeString(directory.resolve("notes.txt"), "no rules");
        Files.writeString(directory.resolve("scenarios/deep/one.YML"), "steps: []");
        Files.writeString(directory.resolve("scenarios/two.json"), "{}");
        Files.writeString(directory.resolve("scenarios/readme.md"), "no scenario");
        assertThat(files.readDirectory(directory).definitions()).hasSize(1);
        assertThat(RuleFiles.scenarios(directory).keySet())
                .containsExactly(
                        directory.resolve("scenarios/deep/one.YML").toString(),
                        directory.resolve("scenarios/two.json").toString());
        assertThat(RuleFiles.scenarios(directory.resolve("scenarios"))).isEmpty();
    }

    @Test
    void the_most_points_that_rules_can_give_are_known_or_have_no_bound() {
        String rule = "{ kind: earn_rule, id: r, event_type: e, grant: { amount: 5 }%s }";
        String challenge = "{ kind: challenge, id: c, title: C, objectives: [{ id: a, label: A, evaluator: completion,"
                + " event_type: e, reward: { type: points, value: 7 } }], reward: { type: points, value: 10 }%s }";
        String streak = "{ kind: streak, id: s, label: S, period: day, qualifying_event: e, milestones:"
                + " [{ count: 2, reward: { type: points, value: 3 }%s }, { count: 3, reward: { type: points, value: 4 } }] }";
        assertThat(most(rule.formatted(", cap: { amount: 20, period: window }")))
                .contains(20L);
        assertThat(most(rule.formatted(", cap: { amount: 20, period: day }"))).isEmpty();
        assertThat(most(rule.formatted(""))).isEmpty();
        assertThat(most(challenge.formatted(""))).contains(17L);
        assertThat(most(challenge.formatted(", repeat: after_completion"))).isEmpty();
        assertThat(most(challenge.formatted(", repeat: never, window_days: 2"))).contains(17L);
        assertThat(most(challenge.formatted(", window_days: 2"))).isEmpty();
        assertThat(most(streak.formatted(""))).contains(7L);
        assertThat(most(streak.formatted(", again: each_run"))).isEmpty();
        assertThat(most("{ kind: challenge, id: c, title: C, repeat: after_completion, objectives:"
                        + " [{ id: a, label: A, evaluator: completion, event_type: e }] }"))
                .as("what gives nothing may repeat")
                .contains(0L);
        assertThat(most(rule.formatted(", cap: { amount: 20, period: window }") + "\n---\n" + challenge.formatted("")))
                .contains(37L);
    }

    private java.util.Optional<Long> most(String yaml) {
        return MostPoints.of(read(yaml).definitions());
    }
}
