package io.podium.rules.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.rules.program.ProgramParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What authors read, word by word, since a message is all that they have. */
class MessagesTest {

    private final RuleFiles files = new RuleFiles(new ProgramParser());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|expected amount, or amount_attribute with ratio, but none came",
                "{ amount: 1, ratio: 2 }|expected amount, or amount_attribute with ratio, but amount, ratio came",
                "{ amount_attribute: a }|expected amount, or amount_attribute with ratio, but amount_attribute came",
                "{ amuont: 1 }|expected amount, or amount_attribute with ratio, but amuont came",
                "5|expected amount, or amount_attribute with ratio, but 5 came",
            })
    void a_grant_of_no_form_is_one_problem(String grant, String message) {
        assertThat(problems("{ kind: earn_rule, id: r, event_type: e, grant: " + grant + " }"))
                .extracting(RuleProblem::message)
                .containsExactly(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ kind: badge, id: 'Bad Id!', label: B }|expected a text like ^[A-Za-z0-9_.-]{1,100}$, but \"Bad Id!\" came",
                "{ kind: badge, id: b, label: '' }|expected at least 1 characters, but 0 came",
                "{ kind: badge, id: b }|expected label, but it is absent",
                "{ kind: badge, id: b, label: B, colour: red }|expected no further member, but colour came",
                "{ kind: challenge, id: c, title: C, objectives: [] }|expected at least 1, but 0 came",
                "{ kind: earn_rule, id: r, event_type: e, grant: { amount: -5 } }|expected at least 1, but -5 came",
                "{ kind: earn_rule, id: r, event_type: e, grant: { amount: 1 }, cap: { amount: 1, period: year } }"
                        + "|expected one of day, week, month, window, but \"year\" came",
            })
    void a_member_out_of_its_bounds_is_reported_with_the_bound_and_what_came(String definition, String message) {
        assertThat(problems(definition)).extracting(RuleProblem::message).containsExactly(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ kind: earn_rule, id: r, event_type: e, grant: { amount: 1 }, match: { attributes: { '': {} } } }"
                        + "|match.attributes.",
                "{ kind: earn_rule, id: r, event_type: e, grant: { amount: 1 }, match: { attributes: { 'a b': {} } } }"
                        + "|match.attributes.a b",
                "{ kind: earn_rule, id: r, event_type: e, grant: { amount: 1 }, match: { attributes: { a: [1, {}] } } }"
                        + "|match.attributes.a[1]",
            })
    void a_problem_is_found_at_its_path_whatever_the_members_are_named(String definition, String path) {
        assertThat(problems(definition)).extracting(RuleProblem::path).contains(path);
    }

    @Test
    void a_grant_whose_form_is_plain_is_reported_what_is_wrong_with_it() {
        assertThat(problems("{ kind: earn_rule, id: r, event_type: e, grant: { amount: 0 } }"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.path()).isEqualTo("grant.amount"));
        assertThat(problems("{ kind: earn_rule, id: r, event_type: e, grant: { amount_attribute: a, ratio: -1 } }"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.path()).isEqualTo("grant.ratio"));
    }

    @Test
    @Timeout(20)
    void a_number_that_would_fill_the_memory_is_refused_as_it_stands() {
        for (String number : List.of("1e999999999", "-1e999999999", "1e-999999999", "1e2147483647", "1e-2147483647")) {
            for (String grant : List.of("{ amount: %s }", "{ amount_attribute: a, ratio: %s }")) {
                assertThat(problems(
                                "{ kind: earn_rule, id: r, event_type: e, grant: " + grant.formatted(number) + " }"))
                        .as(grant + number)
                        .isNotEmpty();
            }
            assertThat(problems("{ kind: challenge, id: c, title: c, window_days: %s, objectives: [{ id: o, label: o, "
                                    .formatted(number)
                            + "evaluator: sum, attribute: a, event_type: e, target: " + number + " }] }"))
                    .as(number)
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "NO, false",
        "no, false",
        "off, false",
        "False, false",
        "yes, true",
        "Yes, true",
        "ON, true",
        "TRUE, true",
        "~, null",
        "Null, null",
        "1.10, 1.1",
        "1e3, 1000",
        "1E3, 1000",
        "1.0, 1",
        "+5, 5",
        ".5, 0.5",
        "5., 5",
        "0.50, 0.5",
        "1e999999999, a number",
    })
    void what_yaml_would_change_is_refused_where_a_text_may_be_meant(String written, String read) {
        for (String place : List.of("match: { attributes: { a: %s } }", "match: { attributes: { a: [ %s ] } }")) {
            assertThat(problems("{ kind: earn_rule, id: r, event_type: e, grant: { amount: 1 }, "
                            + place.formatted(written) + " }"))
                    .singleElement()
                    .satisfies(problem -> {
                        assertThat(problem.code()).isEqualTo("ambiguous");
                        assertThat(problem.message())
                                .contains("\"" + written + "\" in quotes")
                                .contains("or " + read + ",");
                    });
            assertThat(problems("{ kind: earn_rule, id: r, event_type: e, grant: { amount: 1 }, "
                            + place.formatted('"' + written + '"') + " }"))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"01234", "007", "0x10", "1_000", "12:30", "0b11", ".inf", ".nan", "00.5"})
    void numbers_that_only_yaml_knows_are_refused_wherever_they_stand(String written) {
        assertThat(problems("{ kind: earn_rule, id: r, event_type: e, grant: { amount: 1 }, match: { attributes: { a: "
                        + written + " } } }"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("\"" + written + "\" in quotes"));
        assertThat(problems("{ kind: badge, id: " + written + ", label: B }")).isNotEmpty();
        assertThat(problems("{ kind: badge, id: b, label: \"" + written + "\" }"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NO", "yes", "on", "~", "1.10", "1e3", "5", "true"})
    void a_text_that_is_none_once_yaml_has_read_it_is_reported_to_be_quoted(String written) {
        assertThat(problems("{ kind: badge, id: b, label: " + written + " }"))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.message()).contains("in quotes"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"true", "false", "0", "-1", "12", "0.5", "-0.25", "12345678901234567890", "text", "2026-11-10"})
    void what_stays_what_it_is_needs_no_quotes(String written) {
        assertThat(problems("{ kind: earn_rule, id: r, event_type: e, grant: { amount: 1 }, match: { attributes: { a: "
                        + written + " } } }"))
                .isEmpty();
    }

    @Test
    void numbers_have_any_decimal_form_where_a_number_is_meant_and_in_json() {
        assertThat(problems("{ kind: earn_rule, id: r, event_type: e, grant: { amount_attribute: a, ratio: 0.50 } }"))
                .isEmpty();
        String json = "{ \"kind\": \"earn_rule\", \"id\": \"r\", \"event_type\": \"e\", \"grant\": { \"amount\": 1 },"
                + " \"match\": { \"attributes\": { \"a\": 1.10 } } }";
        assertThat(files.read(Map.of("r.json", json.getBytes(StandardCharsets.UTF_8)))
                        .problems())
                .isEmpty();
    }

    private List<RuleProblem> problems(String text) {
        return files.read(Map.of("rules.yaml", text.getBytes(StandardCharsets.UTF_8)))
                .problems();
    }
}
