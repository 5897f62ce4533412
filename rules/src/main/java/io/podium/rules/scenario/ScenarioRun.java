package io.podium.rules.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.rules.contest.Standing;
import io.podium.rules.evaluation.RuleSet;
import io.podium.rules.state.ParticipantState;
import io.podium.schemas.event.AcceptedEvent;
import io.podium.schemas.event.Problem;
import io.podium.schemas.json.DateTime;
import io.podium.schemas.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One scenario, run step by step. */
final class ScenarioRun {

    private static final String PARTICIPANT = "participant";

    private final Simulation simulation;
    private final List<Problem> problems = new ArrayList<>();
    private final ObjectNode scenario;
    private Instant now;

    ScenarioRun(RuleSet rules, ObjectNode scenario) {
        simulation = new Simulation(rules);
        this.scenario = scenario;
        now = DateTime.parse(scenario.get("now").asText());
    }

    /** Every difference from what the scenario expects. */
    List<Problem> run() {
        JsonNode steps = scenario.get("steps");
        for (int i = 0; i < steps.size(); i++) {
            step("steps[" + i + "]", steps.get(i));
        }
        JsonNode expected = scenario.path("expect");
        expected.path("participants")
                .properties()
                .forEach(one -> compare(
                        "expect.participants." + one.getKey(),
                        one.getValue(),
                        participant(simulation.participant(one.getKey()))));
        expected.path("contests")
                .properties()
                .forEach(one -> compare("expect.contests." + one.getKey(), one.getValue(), contest(one.getKey())));
        return problems;
    }

    private void step(String path, JsonNode step) {
        now = instant(step, "at").orElse(now);
        if (!step.has("event_type")) {
            simulation.pass(now);
            return;
        }
        AcceptedEvent event = new AcceptedEvent(
                simulation.nextEventId(now),
                Simulation.TENANT,
                step.path(PARTICIPANT).asText("p"),
                step.get("event_type").asText(),
                step.has("attributes") ? (ObjectNode) step.get("attributes") : object(),
                instant(step, "occurred_at").orElse(now),
                null,
                step.has("source") ? step.get("source").asText() : null,
                null,
                false);
        Simulation.Happened happened = simulation.arrive(event, now);
        ObjectNode actual = Json.mapper().valueToTree(happened.results());
        actual.set("notes", Json.mapper().valueToTree(happened.notes()));
        if (step.has("expect")) {
            compare(path + ".expect", step.get("expect"), actual);
        }
    }

    private void compare(String path, JsonNode expected, JsonNode actual) {
        problems.addAll(Expectation.differences(path, expected, actual));
    }

    private static ObjectNode participant(ParticipantState state) {
        ObjectNode shown = object().put("lifetime_points", state.lifetimePoints());
        shown.put("tier", state.tier());
        shown.set("badges", Json.mapper().valueToTree(state.badges()));
        ObjectNode streaks = shown.putObject("streaks");
        state.streaks().forEach((id, streak) -> streaks.put(id, streak.length()));
        ObjectNode challenges = shown.putObject("challenges");
        state.challenges().forEach((id, challenge) -> {
            ObjectNode one = challenges.putObject(id).put("completed", challenge.completed());
            ObjectNode objectives = one.putObject("objectives");
            challenge.objectives().forEach((name, objective) -> objectives.put(name, objective.progress()));
        });
        return shown;
    }

    private ObjectNode contest(String id) {
        List<Standing> ranked = simulation.ranked(id);
        ObjectNode shown = object();
        shown.set("state", Json.mapper().valueToTree(simulation.state(id).orElse(null)));
        shown.set(
                "ranks",
                Json.mapper()
                        .valueToTree(
                                ranked.stream().map(Standing::participantId).toList()));
        ObjectNode scores = shown.putObject("scores");
        ranked.forEach(standing -> scores.put(standing.participantId(), standing.score()));
        shown.set("prizes", Json.mapper().valueToTree(simulation.prizes(id)));
        return shown;
    }

    private static Optional<Instant> instant(JsonNode step, String member) {
        return step.has(member) ? Optional.of(DateTime.parse(step.get(member).asText())) : Optional.empty();
    }

    private static ObjectNode object() {
        return Json.mapper().createObjectNode();
    }
}
