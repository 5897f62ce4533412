package io.podium.stream.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.rules.contest.Standing;
import io.podium.rules.state.ParticipantState;
import io.podium.schemas.command.Command;
import io.podium.schemas.event.EventId;
import io.podium.schemas.topic.Topic;
import io.podium.schemas.topic.Topics;
import io.podium.stream.driver.EventDriver;
import io.podium.stream.store.StoreSuppliers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/**
 * The topology and the {@link ReferenceModel} agree on every outcome, balance, progress and rank, whatever happens.
 * The number of histories is Maven's {@code -Djqwik.tries}; a failure prints its seed and the smallest history.
 */
class AgreementProperties {

    private static final Pattern PARTICIPANT = Pattern.compile("participant_id=\"[^\"]*\"");
    private static final Pattern TENANT = Pattern.compile("tenant_id=\"[^\"]*\"");

    /** What some of few hundred histories have. */
    private static final List<String> COMMON = List.of(
            "state=\"completed\"",
            "prize={",
            "contest_completed",
            "occurred_in_future",
            "insufficient_points",
            "hold_captured",
            "owed: ",
            "owed_paid",
            "reversed: ",
            "already_reversed",
            "unknown_event",
            "points_expire",
            "participant_erased",
            "when_failed");

    /** Histories whose length this divides have their stores on disk. */
    private static final int ON_DISK = 30;

    /** What only some of so many histories have. */
    private static final int ENOUGH = 3_000;

    private static final List<String> RARE = List.of(
            "liability_reached",
            "fraud_",
            ":rank/",
            "cap_reached",
            "/unlocked",
            "hold_ended",
            "/reversed",
            "contest-reversal",
            "contest-erasure",
            "boosted",
            "attribute_out_of_range");

    @Provide
    Arbitrary<List<Histories.Step>> histories() {
        return Histories.any();
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void the_topology_does_what_the_model_says(@ForAll("histories") List<Histories.Step> history) {
        ReferenceModel model = new ReferenceModel();
        List<String> events = new ArrayList<>();
        List<Commands.Placed> holds = new ArrayList<>();
        long rawOffset = 0;
        long commandOffset = 0;
        try (EventDriver driver = driver(history)) {
            for (Histories.Step step : history) {
                if (step instanceof Histories.Published published) {
                    driver.rule(published.tenant(), published.from(), published.definition());
                    model.publish(published.tenant(), published.from(), published.definition());
                } else if (step instanceof Histories.Arrived arrived) {
                    events.add(EventId.at(
                            "raw-events", 0, rawOffset++, arrived.raw().timestamp()));
                    driver.send(arrived.raw());
                    model.take(arrived.raw());
                } else if (step instanceof Histories.Ordered ordered) {
                    Histories.Ordered resolved = Commands.resolved(ordered, holds, events);
                    String id = EventId.at("raw-commands", 0, commandOffset++, ordered.timestamp());
                    events.add(id);
                    if (ordered.command().command() instanceof Command.Hold) {
                        holds.add(new Commands.Placed(id, resolved));
                    }
                    driver.order(resolved.tenant(), resolved.command(), resolved.timestamp());
                    model.order(resolved);
                }
            }
            assertThat(ofEach(outcomes(driver))).isEqualTo(ofEach(model.outcomes));
            assertThat(driver.count("podium.dedup.accepted")).isEqualTo(model.accepted);
            assertThat(driver.count("podium.dedup.duplicate")).isEqualTo(model.duplicates);
            assertThat(driver.records(Topics.RAW_EVENTS_DLQ)).hasSize(model.deadLetters);
            model.participants.forEach((name, expected) -> agree(driver, name, expected));
            assertThat(standings(driver)).isEqualTo(places(model));
            collect(model);
        }
    }

    /** Few histories have their stores on disk, as a node has them, where opening them takes most of the time. */
    private static EventDriver driver(List<Histories.Step> history) {
        return history.size() % ON_DISK == 0 ? new EventDriver(StoreSuppliers.PERSISTENT) : new EventDriver();
    }

    /** Counts how often each of these happened, and fails when one never does: then the histories miss it. */
    private static void collect(ReferenceModel model) {
        String outcomes = model.outcomes.toString();
        collect(COMMON, outcomes, 0);
        collect(RARE, outcomes, ENOUGH);
    }

    /** Demanded of so many histories or more. */
    private static void collect(List<String> texts, String outcomes, int enough) {
        for (String text : texts) {
            Statistics.label(text).collect(outcomes.contains(text)).coverage(checker -> checker.check(true)
                    .count((count, all) -> count > 0 || all < enough));
        }
    }

    /** Those of one participant in their order: only that is promised when the time of the log ends points of many. */
    private static Map<String, List<String>> ofEach(Map<String, List<String>> outcomes) {
        Map<String, List<String>> sorted = new LinkedHashMap<>();
        outcomes.forEach((topic, texts) -> sorted.put(
                topic,
                topic.equals("points-outcomes")
                        ? texts.stream()
                                .sorted(Comparator.comparing(AgreementProperties::participant))
                                .toList()
                        : texts));
        return sorted;
    }

    private static String participant(String outcome) {
        Matcher whose = PARTICIPANT.matcher(outcome);
        Matcher tenant = TENANT.matcher(outcome);
        return (whose.find() ? whose.group() : "") + (tenant.find() ? tenant.group() : "");
    }

    private static Map<String, List<String>> outcomes(EventDriver driver) {
        Map<String, List<String>> outcomes = new LinkedHashMap<>();
        for (Topic<?, ?> topic : EventDriver.OUTCOMES) {
            List<String> texts = new ArrayList<>();
            driver.records(topic).stream()
                    .filter(record -> record.value() != null) // of a table, that something is gone
                    .forEach(record -> texts.add(Canonical.text(record.value())));
            if (!texts.isEmpty()) {
                outcomes.put(topic.name(), texts);
            }
        }
        return outcomes;
    }

    private static void agree(EventDriver driver, String name, ReferenceParticipant expected) {
        String[] parts = name.split("\\|");
        ParticipantState stored = driver.state(parts[0], parts[1]);
        ParticipantState actual = stored == null ? ParticipantState.EMPTY : stored;
        assertThat(actual.lifetimePoints()).isEqualTo(expected.points);
        assertThat(actual.account().available()).isEqualTo(expected.account.available());
        assertThat(actual.account().owed()).isEqualTo(expected.account.owed);
        assertThat(actual.tier()).isEqualTo(expected.tier);
        assertThat(actual.badges()).isEqualTo(expected.badges);
        Map<String, String> progress = new LinkedHashMap<>();
        actual.challenges().forEach((challenge, state) -> {
            assertThat(state.completed()).isEqualTo(expected.done.contains(challenge));
            state.objectives().forEach((objective, reached) -> {
                progress.put(challenge + "/" + objective, Canonical.plain(reached.progress()));
                assertThat(reached.completed()).isEqualTo(expected.done.contains(challenge + "/" + objective));
            });
        });
        Map<String, String> expectedProgress = new LinkedHashMap<>();
        expected.progress.forEach((objective, value) -> expectedProgress.put(objective, Canonical.plain(value)));
        progress.values().removeIf("0"::equals);
        expectedProgress.values().removeIf("0"::equals);
        assertThat(progress).isEqualTo(expectedProgress);
        expected.streaks.forEach((id, streak) -> {
            assertThat(actual.streaks().get(id).length()).isEqualTo(streak.length);
            assertThat(actual.streaks().get(id).longest()).isEqualTo(streak.longest);
        });
    }

    private static Map<String, String> standings(EventDriver driver) {
        Map<String, String> standings = new LinkedHashMap<>();
        driver.standings().forEach((key, standing) -> standings.put(place(key, score(standing)), score(standing)));
        return standings;
    }

    private static String score(Standing standing) {
        return Canonical.plain(standing.score());
    }

    private static Map<String, String> places(ReferenceModel model) {
        Map<String, String> places = new LinkedHashMap<>();
        model.boards.forEach((contest, board) -> board.places.forEach(place -> places.put(
                place(contest + "|" + place.participant, Canonical.plain(place.score)), Canonical.plain(place.score))));
        return places;
    }

    /** Those who were erased have names that say nothing. */
    private static String place(String key, String score) {
        return key.replaceAll("\\|erased_[0-9]+$", "|erased with " + score);
    }
}
