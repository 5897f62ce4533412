package io.podium.rules.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.rules.account.Account;
import io.podium.rules.authoring.RuleFiles;
import io.podium.rules.ledger.InMemoryLedger;
import io.podium.rules.program.ProgramParser;
import io.podium.rules.program.Versioned;
import io.podium.rules.state.ParticipantState;
import io.podium.schemas.command.Command;
import io.podium.schemas.command.RawCommand;
import io.podium.schemas.event.AcceptedEvent;
import io.podium.schemas.event.EventId;
import io.podium.schemas.json.Json;
import io.podium.schemas.outcome.Outcome;
import io.podium.schemas.query.PointsTransaction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One participant under some rules, for tests that read: given rules, when events, then outcomes. */
final class Scenario {

    static final Instant NOW = Instant.parse("2026-04-30T10:42:00Z");
    static final Instant VERSION = Instant.EPOCH;

    private static final RuleFiles FILES = new RuleFiles(new ProgramParser());

    private RuleSet rules;
    private InMemoryLedger ledger = new InMemoryLedger();
    private ParticipantState state = ParticipantState.EMPTY;
    private Evaluation last;
    private int events;

    private Scenario(RuleSet rules) {
        this.rules = rules;
    }

    /** Under these rules, written as authors write them. */
    static Scenario given(String yaml) {
        RuleFiles.Loaded loaded = FILES.read(Map.of("rules.yaml", yaml.getBytes(StandardCharsets.UTF_8)));
        assertThat(loaded.problems()).isEmpty();
        return of(loaded);
    }

    /** The participant has this state from now on. */
    Scenario state(ParticipantState newState) {
        state = newState;
        return this;
    }

    /** From now on other rules are in force. */
    Scenario rules(String yaml) {
        rules = given(yaml).rules;
        return this;
    }

    /** Under rules of which not all can be published together. */
    static Scenario givenUnchecked(String yaml) {
        return of(FILES.read(Map.of("rules.yaml", yaml.getBytes(StandardCharsets.UTF_8))));
    }

    private static Scenario of(RuleFiles.Loaded loaded) {
        return new Scenario(new RuleSet(loaded.definitions().stream()
                .map(definition -> new Versioned<>(definition.program(), VERSION))
                .toList()));
    }

    Scenario when(String eventType, String attributes) {
        return when(eventType, attributes, NOW);
    }

    Scenario when(String eventType, String attributes, Instant occurredAt) {
        return when(eventType, attributes, occurredAt, occurredAt.isAfter(NOW) ? occurredAt : NOW);
    }

    Scenario when(String eventType, String attributes, Instant occurredAt, Instant arrivedAt) {
        return arrives(
                new AcceptedEvent(
                        "evt_" + (events + 1),
                        "t",
                        "p",
                        eventType,
                        json(attributes),
                        occurredAt,
                        null,
                        null,
                        null,
                        false),
                arrivedAt);
    }

    /** An event under a key, by which it can be taken back. */
    Scenario whenKeyed(String key, String eventType, String attributes) {
        return arrives(
                new AcceptedEvent(id(), "t", "p", eventType, json(attributes), NOW, key, null, null, false), NOW);
    }

    /** An event that takes another one back. */
    Scenario whenReversing(String reverses, String eventType, String attributes) {
        return arrives(
                new AcceptedEvent(
                        id(), "t", "p", eventType, json(attributes), NOW, null, null, null, false, reverses, null),
                NOW);
    }

    /** A command of an administrator, whose key is its number. */
    Scenario whenOrdered(Command command) {
        return whenOrdered(command, NOW);
    }

    Scenario whenOrdered(Command command, Instant arrivedAt) {
        RawCommand raw = new RawCommand("p", "command " + (events + 1), command);
        return arrives(AcceptedEvent.ofCommand(id(), "t", raw, arrivedAt, false), arrivedAt);
    }

    /** The log comes to an instant. */
    Scenario untilTime(Instant now) {
        Lapses lapses = Lapses.until(state, "t", "p", now);
        state = lapses.state();
        ledger.put(lapses.entries());
        return this;
    }

    private String id() {
        return EventId.at("scenario", 0, events + 1, NOW.toEpochMilli());
    }

    Scenario arrives(AcceptedEvent event, Instant arrivedAt) {
        events++;
        last = Evaluator.evaluate(state, event, arrivedAt, rules, ledger);
        ledger.put(last.ledger());
        if (last.erases()) {
            ledger = new InMemoryLedger();
        }
        ParticipantState applied = state;
        for (var change : last.changes()) {
            applied = applied.after(change);
        }
        assertThat(applied).as("the changes, applied, give the state").isEqualTo(last.state());
        state = last.state();
        return this;
    }

    /** Why each rule would do what it does to a next event. */
    List<Explanation.Reason> explain(String eventType, String attributes) {
        AcceptedEvent event =
                new AcceptedEvent("evt_next", "t", "p", eventType, json(attributes), NOW, null, null, null, false);
        return Explanation.of(state, event, NOW, rules, ledger);
    }

    /** The id of the latest event. */
    String lastId() {
        return ledger.entries().get(ledger.entries().size() - 1).eventId();
    }

    Account account() {
        return state.account();
    }

    PointsTransaction transaction() {
        return last.transaction();
    }

    InMemoryLedger ledger() {
        return ledger;
    }

    ParticipantState state() {
        return state;
    }

    Evaluation evaluation() {
        return last;
    }

    <T extends Outcome> List<T> outcomes(Class<T> type) {
        return last.outcomes().stream().filter(type::isInstance).map(type::cast).toList();
    }

    static ObjectNode json(String text) {
        try {
            return (ObjectNode) Json.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
