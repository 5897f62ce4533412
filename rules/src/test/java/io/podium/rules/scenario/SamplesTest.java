package io.podium.rules.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.rules.authoring.RuleFiles;
import io.podium.rules.evaluation.RuleSet;
import io.podium.rules.program.ProgramParser;
import io.podium.rules.program.Versioned;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SamplesTest {

    private static final RuleFiles FILES = new RuleFiles(new ProgramParser());
    private static final Path SAMPLES = Path.of("samples");

    static Stream<Path> sets() throws IOException {
        try (Stream<Path> sets = Files.list(SAMPLES)) {
            return sets.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("sets")
    void every_sample_set_is_valid_and_does_what_its_scenarios_say(Path set) throws IOException {
        RuleFiles.Loaded loaded = FILES.readDirectory(set);
        assertThat(loaded.problems()).isEmpty();
        ScenarioFiles.Report report = new ScenarioFiles().run(RuleFiles.scenarios(set), rules(loaded));
        assertThat(report.problems()).isEmpty();
        assertThat(report.scenarios()).isGreaterThan(1);
        assertThat(report.failed()).isZero();
    }

    @ParameterizedTest
    @MethodSource("sets")
    void every_sample_file_reports_editors_its_schema(Path set) throws IOException {
        try (Stream<Path> files = Files.walk(set)) {
            assertThat(files.filter(Files::isRegularFile).toList()).allSatisfy(file -> {
                String first = Files.readAllLines(file).get(0);
                assertThat(first).startsWith("# yaml-language-server: $schema=");
                assertThat(file.resolveSibling(first.substring(first.indexOf('=') + 1))
                                .normalize())
                        .exists();
            });
        }
    }

    @Test
    void a_scenario_that_ends_otherwise_is_reported_with_its_place_and_both_values() {
        ScenarioFiles.Report report = run("""
                scenario: wrong
                now: "2026-04-30T10:00:00Z"
                steps:
                  - event_type: e
                    expect:
                      points_granted: 8
                      badges_earned: [x]
                expect:
                  participants:
                    p: { lifetime_points: 7, tier: gold }
                """);
        assertThat(report.failed()).isEqualTo(1);
        assertThat(report.problems())
                .extracting(Object::toString)
                .containsExactly(
                        "s.yaml:6:7: steps[0].expect.points_granted: expected 8, but 7 [different]",
                        "s.yaml:7:7: steps[0].expect.badges_earned: expected [\"x\"], but [] [different]",
                        "s.yaml:10:30: expect.participants.p.tier: expected \"gold\", but null [different]");
    }

    @Test
    void a_contest_has_its_state_before_the_first_tick_of_the_clock() {
        RuleFiles.Loaded loaded = FILES.read(Map.of("r.yaml", """
                kind: contest
                id: cup
                title: Cup
                starts_at: "2026-04-01T00:00:00Z"
                ends_at: "2026-05-01T00:00:00Z"
                scoring: { event_type: e, method: count }
                """.getBytes(StandardCharsets.UTF_8)));
        ScenarioFiles.Report report =
                new ScenarioFiles().run(Map.of("s.yaml", """
                scenario: just scored
                now: "2026-04-30T10:00:00Z"
                steps: [{ event_type: e }]
                expect: { contests: { cup: { state: active, ranks: [p] } } }
                """.getBytes(StandardCharsets.UTF_8)), rules(loaded));
        assertThat(report.problems()).isEmpty();
        assertThat(report.failed()).isZero();
    }

    @Test
    void a_malformed_scenario_is_reported_with_its_place() {
        assertThat(run("scenario: s\nnow: never\nsteps: [{}]\n").problems())
                .extracting(Object::toString)
                .anyMatch(problem -> problem.startsWith("s.yaml:2:1: now:"))
                .anyMatch(problem -> problem.startsWith("s.yaml:3:9: steps[0]"));
    }

    private static ScenarioFiles.Report run(String scenario) {
        RuleFiles.Loaded loaded = FILES.read(Map.of(
                "r.yaml",
                "{ kind: earn_rule, id: r, event_type: e, grant: { amount: 7 } }".getBytes(StandardCharsets.UTF_8)));
        return new ScenarioFiles().run(Map.of("s.yaml", scenario.getBytes(StandardCharsets.UTF_8)), rules(loaded));
    }

    private static RuleSet rules(RuleFiles.Loaded loaded) {
        return new RuleSet(loaded.definitions().stream()
                .map(definition -> new Versioned<>(definition.program(), Instant.EPOCH))
                .toList());
    }
}
