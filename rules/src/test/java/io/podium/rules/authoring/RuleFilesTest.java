package io.podium.rules.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.rules.program.ProgramParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleFilesTest {

    private final RuleFiles files = new RuleFiles(new ProgramParser());

    @Test
    void a_definition_is_bounded_since_every_node_keeps_it() {
        String rule =
                "kind: earn_rule\nid: r\nevent_type: e\ngrant: { amount: 1 }\nmatch: { attributes: { a: [%s] } }\n";
        StringBuilder values = new StringBuilder("1");
        for (int i = 2; i < 40_000; i++) {
            values.append(", ").append(i);
        }
        RuleFiles.Loaded loaded = new RuleFiles(new ProgramParser())
                .read(Map.of("r.yaml", rule.formatted(values).getBytes(StandardCharsets.UTF_8)));
        assertThat(loaded.problems().toString()).contains("too_large", "at most 131072 bytes");
        assertThat(new RuleFiles(new ProgramParser())
                        .read(Map.of("r.yaml", rule.formatted("1, 2").getBytes(StandardCharsets.UTF_8)))
                        .problems())
                .isEmpty();
    }

    @Test
    void the_starter_samples_are_without_problems() {
        RuleFiles.Loaded loaded = files.readSample("starter");
        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.definitions()).hasSize(10);
    }

    @Test
    void every_problem_is_reported_with_its_place() {
        assertThat(problems("""
                        kind: earn_rule
                        id: two words
                        event_type: e
                        grant:
                          amount: 0
                        ---
                        kind: contest
                        id: cup
                        title: Cup
                        starts_at: "2026-05-01T00:00:00Z"
                        ends_at: "2026-04-01T00:00:00Z"
                        scoring: { event_type: e, score_attribute: s, method: cumulative }
                        """))
                .extracting(RuleFilesTest::place)
                .contains("rules.yaml:2:1 id", "rules.yaml:5:3 grant.amount", "rules.yaml:11:1 ends_at");
    }

    @Test
    void a_bad_expression_is_reported_beside_what_is_wrong_with_the_shape() {
        assertThat(problems("""
                        kind: earn_rule
                        id: two words
                        event_type: e
                        when: attributes.score >
                        grant: { amount: 1 }
                        """))
                .extracting(RuleFilesTest::place)
                .containsExactly("rules.yaml:2:1 id", "rules.yaml:4:1 when");
    }

    @Test
    void a_number_that_nobody_can_calculate_with_is_reported_with_its_place() {
        assertThat(problems("""
                        kind: earn_rule
                        id: r
                        event_type: e
                        grant: { amount_attribute: a, ratio: 1e-900000000 }
                        """)).extracting(RuleFilesTest::place).containsExactly("rules.yaml:4:31 grant.ratio");
    }

    @Test
    void dates_that_are_none_are_reported_with_their_places_beside_all_else() {
        assertThat(problems("""
                        kind: contest
                        id: cup
                        title: ""
                        starts_at: yesterday
                        ends_at: "2026-06-01T00:00:00Z1e99"
                        scoring: { event_type: e, score_attribute: s, method: cumulative }
                        """))
                .extracting(problem -> place(problem) + ": " + problem.message())
                .satisfiesExactlyInAnyOrder(
                        title -> assertThat(title).startsWith("rules.yaml:3:1 title"),
                        starts -> assertThat(starts)
                                .isEqualTo("rules.yaml:4:1 starts_at: expected an RFC 3339 date-time with offset, "
                                        + "but \"yesterday\" came"),
                        ends -> assertThat(ends)
                                .isEqualTo("rules.yaml:5:1 ends_at: expected an RFC 3339 date-time with offset, "
                                        + "but \"2026-06-01T00:00:00Z1e99\" came"));
    }

    @Test
    void json_files_are_read_as_well() {
        assertThat(problems("{\"kind\": \"badge\", \"id\": \"b\", \"label\": \"B\"}"))
                .isEmpty();
    }

    @Test
    void an_id_twice_is_reported_with_the_place_of_the_first() {
        assertThat(problems("""
                        { kind: badge, id: b, label: B }
                        ---
                        { kind: badge, id: b, label: C }
                        """)).singleElement().satisfies(problem -> {
            assertThat(place(problem)).isEqualTo("rules.yaml:3:16 id");
            assertThat(problem.message()).contains("rules.yaml:1");
        });
    }

    @Test
    void a_reward_must_name_a_badge_of_the_set() {
        assertThat(problems("""
                        kind: challenge
                        id: c
                        title: C
                        objectives: [{ id: o, label: O, evaluator: count, event_type: e, target: 1 }]
                        reward:
                          type: badge
                          id: nowhere
                        """)).singleElement().satisfies(problem -> assertThat(place(problem))
                .isEqualTo("rules.yaml:7:3 reward.id"));
    }

    @Test
    void what_parts_mean_together_is_checked_with_every_problem_at_its_place() {
        assertThat(problems("""
                        kind: challenge
                        id: c
                        title: C
                        window_days: 7
                        starts_at: "2026-05-01T00:00:00Z"
                        objectives:
                          - { id: a, label: A, evaluator: sum, event_type: e, target: 1.5 }
                          - { id: b, label: B, evaluator: count, event_type: e, target: 1.5, attribute: n }
                          - id: d
                            label: D
                            evaluator: count
                            event_type: e
                            when: "attributes.n >"
                            prerequisite_objective_ids: [d, x]
                        completion: 4
                        ---
                        kind: streak
                        id: s
                        label: S
                        period: week
                        qualifying_event: e
                        timezone: Europe/Atlantis
                        milestones:
                          - { days: 7, reward: { type: badge, id: nowhere } }
                        """))
                .extracting(RuleFilesTest::place)
                .containsExactlyInAnyOrder(
                        "rules.yaml:7:5 objectives[0].attribute",
                        "rules.yaml:8:70 objectives[1].attribute",
                        "rules.yaml:8:57 objectives[1].target",
                        "rules.yaml:13:5 objectives[2].when",
                        "rules.yaml:14:37 objectives[2].prerequisite_objective_ids[1]",
                        "rules.yaml:14:5 objectives[2].prerequisite_objective_ids",
                        "rules.yaml:15:1 completion",
                        "rules.yaml:4:1 window_days",
                        "rules.yaml:22:1 timezone",
                        "rules.yaml:24:7 milestones[0].days");
    }

    @Test
    void conditions_are_checked_against_the_catalogue_of_the_set() {
        assertThat(problems("""
                        { kind: event_type, id: e, attributes: { score: number } }
                        ---
                        kind: earn_rule
                        id: r
                        event_type: e
                        when: attributes.score == 'five'
                        grant: { amount: 1 }
                        """)).singleElement().satisfies(problem -> {
            assertThat(place(problem)).isEqualTo("rules.yaml:6:1 when");
            assertThat(problem.message()).contains("(number, string)");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'kind: [unclosed'|malformed_yaml",
                "'just a text'|wrong_type",
                "'[1, 2]'|wrong_type",
                "'kind: nothing'|unknown_kind",
                "'id: b'|missing",
                "'{\"kind\": \"badge\", \"id\": \"b\\u'|malformed_yaml",
                "'kind: &a badge'|anchor",
                "'{kind: badge, kind: badge, id: b, label: B}'|duplicate_key",
                "'{kind: badge, id: b, label: B, [x]: y}'|wrong_type",
                "'{kind: earn_rule, id: r, event_type: e, grant: {amount: 0x10}}'|bad_number",
                "'{kind: earn_rule, id: r, event_type: e, grant: {amount: 1_000}}'|bad_number",
            })
    void what_is_no_definition_is_refused_with_a_reason(String text, String code) {
        List<RuleProblem> problems = problems(text);
        assertThat(problems).extracting(RuleProblem::code).contains(code);
        assertThat(problems).allSatisfy(problem -> {
            assertThat(problem.line()).isPositive();
            assertThat(problem.column()).isPositive();
        });
    }

    @Test
    void what_yaml_marks_as_binary_is_the_text_that_is_written() {
        assertThat(problems("{kind: badge, id: b, label: !!binary aGk=}")).isEmpty();
    }

    @Test
    void an_empty_file_and_comments_are_no_definitions() {
        assertThat(files.read(Map.of("a.yaml", new byte[0])).problems()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void bytes_that_are_no_utf8_are_refused() {
        assertThat(files.read(Map.of("a.yaml", new byte[] {(byte) 0xff, (byte) 0xfe, 0x41}))
                        .problems())
                .extracting(RuleProblem::code)
                .containsExactly("bad_encoding");
    }

    @Test
    void a_directory_is_read_by_path_order_and_must_hold_a_file(@TempDir Path directory) throws IOException {
        assertThat(files.readDirectory(directory).problems())
                .extracting(RuleProblem::code)
                .containsExactly("no_files");
        Files.createDirectories(directory.resolve("z"));
        Files.writeString(directory.resolve("z/empty.yaml"), "# nothing yet\n");
        assertThat(files.readDirectory(directory).problems())
                .extracting(RuleProblem::code)
                .containsExactly("no_definitions");
        Files.writeString(directory.resolve("z/1.YML"), "{ kind: badge, id: second, label: B }");
        Files.writeString(directory.resolve("a.json"), "{ \"kind\": \"badge\", \"id\": \"first\", \"label\": \"B\" }");
        Files.writeString(directory.resolve("notes.txt"), "not a rule");
        assertThat(files.readDirectory(directory).definitions())
                .extracting(definition -> definition.program().id())
                .containsExactly("first", "second");
    }

    @Test
    void a_problem_prints_as_editors_link_it() {
        assertThat(new RuleProblem("a.yaml", 3, 5, "grant.amount", "minimum", "expected 1"))
                .hasToString("a.yaml:3:5: grant.amount: expected 1 [minimum]");
    }

    private static String place(RuleProblem problem) {
        return problem.file() + ":" + problem.line() + ":" + problem.column() + " " + problem.path();
    }

    private List<RuleProblem> problems(String text) {
        Map<String, byte[]> one = new LinkedHashMap<>();
        one.put("rules.yaml", text.getBytes(StandardCharsets.UTF_8));
        return files.read(one).problems();
    }
}
