package io.podium.standalone.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.operations.administration.RulePublisher.Change;
import io.podium.operations.administration.RulePublisher.Step;
import io.podium.schemas.json.Json;
import io.podium.schemas.rule.RuleKind;
import io.podium.schemas.rule.RuleVersion;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class RulesCommandTest {

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void rules() throws IOException {
        Files.writeString(
                directory.resolve("rules.yaml"), "{ kind: earn_rule, id: r, event_type: e, grant: { amount: 7 } }");
    }

    @Test
    void good_files_are_counted() {
        assertThat(run("rules", "validate", directory.toString())).isZero();
        assertThat(out.toString()).contains("1 definition, no problems");
    }

    @Test
    void every_problem_is_a_line_that_editors_link() throws IOException {
        Path bad = directory.resolve("bad.yaml");
        Files.writeString(bad, "kind: badge\nid: b\n---\nkind: medal\nid: m\n");
        assertThat(run("rules", "validate", directory.toString())).isEqualTo(1);
        assertThat(err.toString().lines())
                .hasSize(2)
                .anyMatch(line -> line.startsWith(bad + ":1:1: label: "))
                .anyMatch(line -> line.startsWith(bad + ":4:1: kind: expected one of "));
    }

    @Test
    void what_never_fires_is_warned_of_and_refused_when_asked() throws IOException {
        Files.writeString(directory.resolve("types.yaml"), "{ kind: event_type, id: f, attributes: { a: number } }");
        assertThat(run("rules", "validate", directory.toString())).isZero();
        assertThat(err.toString())
                .contains("rules.yaml:1:27: warning: event_type: expected an event type of the catalogue, but e is none"
                        + " (did you mean f?) [unknown_event_type]");
        assertThat(out.toString()).contains("2 definitions, no problems, 1 warning");
        assertThat(run("rules", "validate", "--strict", directory.toString())).isEqualTo(1);
    }

    @Test
    void rules_that_files_lack_are_only_retired_when_somebody_says_so() {
        Instant now = Instant.parse("2026-11-10T08:00:00Z");
        List<Change> retired = List.of(
                retiring("contest", "{\"starts_at\": \"2026-11-01T00:00:00Z\", \"ends_at\": \"2026-12-01T00:00:00Z\"}"),
                retiring("badge", "{}"));
        PrintWriter reported = new PrintWriter(err, true);
        assertThat(new Pruning(reported, null).agreed(retired, directory, now)).isFalse();
        assertThat(err.toString())
                .contains("lacks 2 rules", "contest x (running)", "badge x", "--prune", "nothing was changed");
        assertThat(new Pruning(reported, () -> "yes").agreed(retired, directory, now))
                .isTrue();
        assertThat(new Pruning(reported, () -> "").agreed(retired, directory, now))
                .isFalse();
        assertThat(new Pruning(reported, () -> null).agreed(retired, directory, now))
                .isFalse();
    }

    private static Change retiring(String kind, String definition) {
        RuleKind named = RuleKind.named(kind).orElseThrow();
        RuleVersion before = new RuleVersion(
                "t", named, "x", Instant.EPOCH, Json.read(definition.getBytes(UTF_8), ObjectNode.class));
        return new Change(Step.RETIRE, new RuleVersion("t", named, "x", Instant.EPOCH, null), before);
    }

    @Test
    void scenarios_run_without_a_broker_and_fail_with_their_place() throws IOException {
        Files.createDirectories(directory.resolve("scenarios"));
        Path scenario = directory.resolve("scenarios/s.yaml");
        String text = """
                scenario: seven points
                now: "2026-04-30T10:00:00Z"
                steps:
                  - { event_type: e, expect: { points_granted: %d } }
                """;
        Files.writeString(scenario, text.formatted(7));
        assertThat(run("rules", "test", directory.toString())).isZero();
        assertThat(out.toString()).contains("1 scenario, 0 failed");
        Files.writeString(scenario, text.formatted(8));
        assertThat(run("rules", "test", directory.toString())).isEqualTo(1);
        assertThat(err.toString())
                .contains(scenario + ":4:32: steps[0].expect.points_granted: expected 8, but 7 [different]");
    }

    @Test
    void a_directory_without_scenarios_is_reported() {
        assertThat(run("rules", "test", directory.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("expected scenario files in " + directory.resolve("scenarios"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"validate", "test", "diff", "apply"})
    void a_directory_that_is_not_there_is_reported_in_one_line(String command) {
        List<String> words = command.equals("validate") || command.equals("test")
                ? List.of("rules", command, "/no/such/place")
                : List.of("rules", command, "/no/such/place", "--tenant=t", "--bootstrap-servers=127.0.0.1:1");
        assertThat(run(words.toArray(String[]::new))).isEqualTo(1);
        assertThat(err.toString().lines())
                .hasSize(1)
                .allMatch(line -> line.equals("podium: no such directory: /no/such/place"));
    }

    private int run(String... words) {
        CommandLine commandLine = Podium.commandLine();
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return commandLine.execute(words);
    }
}
