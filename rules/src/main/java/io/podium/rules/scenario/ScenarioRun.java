package io.podium.rules.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.rules.contest.Standing;
import io.podium.rules.evaluation.RuleSet;
import io.podium.rules.state.ParticipantState;
import io.podium.schemas.command.Command;
import io.podium.schemas.command.RawCommand;
import io.podium.schemas.event.AcceptedEvent;
import io.podium.schemas.event.Problem;
import io.podium.schemas.json.DateTime;
import io.podium.schemas.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One scenario, run step by step. */
final class ScenarioRun {

    private static final String PARTICIPANT = "participant";

    private final Simulation simulation;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, String> holds = new HashMap<>();
    private int commands;
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
        if (!step.has("event_type") && !step.has("command")) {
            simulation.pass(now);
            return;
        }
        AcceptedEvent event = step.has("command") ? command(step) : event(step);
        Simulation.Happened happened = simulation.arrive(event, now);
        ObjectNode actual = Json.mapper().valueToTree(happened.results());
        actual.set("notes", Json.mapper().valueToTree(happened.notes()));
        if (happened.transaction() != null) {
            actual.set("transaction", Json.mapper().valueToTree(happened.transaction()));
        }
        if (step.has("expect")) {
            compare(path + ".expect", step.get("expect"), actual);
        }
    }

    private AcceptedEvent event(JsonNode step) {
        return new AcceptedEvent(
                simulation.nextEventId(now),
                Simulation.TENANT,
                step.path(PARTICIPANT).asText("p"),
                step.get("event_type").asText(),
                step.has("attributes") ? (ObjectNode) step.get("attributes") : object(),
                instant(step, "occurred_at").orElse(now),
                text(step, "idempotency_key"),
                text(step, "source"),
                null,
                false,
                text(step, "reverses"),
                null);
    }

    /** A command as records have it; a hold is named by the step that placed it. */
    private AcceptedEvent command(JsonNode step) {
        ObjectNode command = step.get("command").deepCopy();
        if (!command.has("reason")) {
            command.put("reason", "scenario");
        }
        if (command.path("type").asText().equals("grant") && !command.has("counts_for_lifetime")) {
            command.put("counts_for_lifetime", true);
        } else if (command.path("type").asText().equals("reverse") && !command.has("ratio")) {
            command.put("ratio", 1);
        }
        String key = step.path("idempotency_key").asText("command " + commands++);
        String eventId = simulation.nextEventId(now);
        if (command.path("type").asText().equals("hold")) {
            holds.put(key, eventId);
        } else if (command.has("hold_id")) {
            String hold = command.get("hold_id").asText();
            command.put("hold_id", holds.getOrDefault(hold, hold));
        }
        RawCommand raw = new RawCommand(
                step.path(PARTICIPANT).asText("p"), key, Json.mapper().convertValue(command, Command.class));
        return AcceptedEvent.ofCommand(eventId, Simulation.TENANT, raw, now, false);
    }

    private static @Nullable String text(JsonNode step, String member) {
        return step.has(member) ? step.get(member).asText() : null;
    }

    private void compare(String path, JsonNode expected, JsonNode actual) {
        problems.addAll(Expectation.differences(path, expected, actual));
    }

    private static ObjectNode participant(ParticipantState state) {
        ObjectNode shown = object().put("lifetime_points", state.lifetimePoints())
                .put("available_points", state.account().available())
                .put("owed_points", state.account().owed());
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
