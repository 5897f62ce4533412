package io.podium.rules.scenario;

import io.podium.rules.authoring.RuleProblem;
import io.podium.rules.authoring.SourceDocument;
import io.podium.rules.authoring.YamlReader;
import io.podium.rules.evaluation.RuleSet;
import io.podium.rules.program.SchemaCheck;
import io.podium.schemas.event.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs scenario files against a set of rules: events in, expected outcomes out. A file holds one or more documents,
 * each a scenario that begins with nothing.
 */
public final class ScenarioFiles {

    private final SchemaCheck shape = new SchemaCheck("rules/scenario");

    /**
     * What came of running.
     *
     * @param scenarios how many ran
     * @param failed how many of them did not end as expected
     * @param problems every difference, and all that is wrong with the files
     */
    public record Report(int scenarios, int failed, List<RuleProblem> problems) {}

    /** Runs all scenarios in files given by name and content. */
    public Report run(Map<String, byte[]> files, RuleSet rules) {
        List<RuleProblem> problems = new ArrayList<>();
        int scenarios = 0;
        int failed = 0;
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            YamlReader reader = new YamlReader(file.getKey());
            reader.read(new String(file.getValue(), StandardCharsets.UTF_8));
            problems.addAll(reader.problems());
            for (SourceDocument document : reader.documents()) {
                List<Problem> found = run(document, rules);
                found.forEach(problem -> problems.add(document.placed(problem)));
                scenarios++;
                failed += found.isEmpty() ? 0 : 1;
            }
        }
        return new Report(scenarios, failed, List.copyOf(problems));
    }

    private List<Problem> run(SourceDocument document, RuleSet rules) {
        List<Problem> malformed = shape.problems(document.definition());
        return malformed.isEmpty() ? new ScenarioRun(rules, document.definition()).run() : malformed;
    }
}
