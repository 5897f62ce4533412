package io.podium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.ingest.log.KafkaEventLog;
import io.podium.operations.administration.TopicSetup;
import io.podium.schemas.command.Command;
import io.podium.schemas.command.PersonCommand;
import io.podium.schemas.command.RawCommand;
import io.podium.schemas.event.ArrivalSpan;
import io.podium.schemas.json.Json;
import io.podium.schemas.profile.Profile;
import io.podium.schemas.topic.Topic;
import io.podium.schemas.topic.Topics;
import io.podium.stream.engine.Engine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A replay of the log under a new application id gives the outcome topics again, to the byte, whatever the partitions
 * did in the live run: rules that changed meanwhile, repeats, records under wrong keys, a contest that ended.
 */
class ReplayIT {

    private static final int PARTITIONS = 3;
    private static final int EVENTS = 3_000;
    private static final int PARTICIPANTS = 20;
    private static final List<Topic<?, ?>> OUTCOMES = List.of(
            Topics.POINTS_OUTCOMES,
            Topics.CHALLENGE_OUTCOMES,
            Topics.STREAK_OUTCOMES,
            Topics.BADGE_OUTCOMES,
            Topics.TIER_OUTCOMES,
            Topics.PROFILES,
            Topics.PRIVACY_OUTCOMES,
            Topics.CONTEST_OUTCOMES,
            Topics.CONTEST_STANDINGS);

    private static final String RULES = """
            { kind: earn_rule, id: quiz, event_type: quiz, grant: { amount: %d } }
            ---
            kind: earn_rule
            id: capped
            event_type: quiz
            grant: { amount_attribute: score, ratio: 0.5 }
            cap: { amount: 500, period: day }
            ---
            kind: tiers
            id: ladder
            tiers:
              - { id: low, label: Low, qualifying_lifetime_points: 100 }
              - { id: high, label: High, qualifying_lifetime_points: 3000 }
            ---
            { kind: badge, id: medal, label: Medal }
            ---
            kind: challenge
            id: climb
            title: Climb
            objectives:
              - { id: sum, label: Sum, evaluator: sum, event_type: quiz, attribute: score, target: 4000 }
              - { id: many, label: Many, evaluator: distinct, event_type: quiz, attribute: score, target: 40 }
            reward: { type: badge, id: medal }
            ---
            { kind: streak, id: daily, label: Daily, period: day, qualifying_event: quiz }
            ---
            kind: contest
            id: cup
            title: Cup
            starts_at: "2026-01-01T00:00:00Z"
            ends_at: "%s"
            grace_hours: 0
            scoring: { event_type: quiz, score_attribute: score, method: cumulative }
            prize_structure: [{ rank_from: 1, rank_to: 3, reward: { type: points, value: 1000 } }]
            fraud_rules: { max_score_per_minute: 4500, on_exceed: drop }
            """;

    @TempDir
    Path directory;

    private final Random random = new Random(42);

    @Test
    void a_replay_gives_the_outcome_topics_again_to_the_byte() {
        try (LiveRun run = new LiveRun(directory, PARTITIONS);
                Admin admin = run.admin()) {
            live(run);
            for (String suffix : List.of("-again", "-once-more")) {
                new TopicSetup(admin).applyReplay(suffix);
                replay(run, suffix);
            }
            new TopicSetup(admin).applyReplay("-part");
            replayPart(run);
        }
    }

    private void live(LiveRun run) {
        Client client = run.client();
        Instant end = Instant.now().plusSeconds(30);
        run.publish(RULES.formatted(10, end), Instant.EPOCH);
        run.start();
        send(run, EVENTS / 2);
        order(run);
        Instant change = Instant.ofEpochMilli(Instant.now().plusSeconds(2).toEpochMilli());
        run.publish(RULES.formatted(25, end), change);
        LiveRun.await(() -> Instant.now().isAfter(change));
        send(run, EVENTS / 2);
        ProgressWait.until(
                "three prizes of the contest",
                () -> client.committed(Topics.POINTS_OUTCOMES).stream()
                        .map(ReplayIT::text)
                        .toList(),
                points -> points.stream()
                                .filter(text -> text.contains("\"rule_id\":\"cup\""))
                                .count()
                        == 3);
        assertThat(client.outcomes(Topics.CONTEST_STANDINGS))
                .anyMatch(step -> step.get("state").asText().equals("completed"));
        run.stop();
        String points = client.committed(Topics.POINTS_OUTCOMES).stream()
                .map(ReplayIT::text)
                .collect(Collectors.joining());
        assertThat(points).as("both versions judged").contains("\"points\":10,").contains("\"points\":25,");
    }

    private static void replay(LiveRun run, String suffix) {
        Client client = run.client();
        Map<String, Map<Integer, List<String>>> expected = new TreeMap<>();
        OUTCOMES.forEach(topic -> expected.put(topic.name(), byPartition(client, topic.name())));
        assertThat(expected).as("something to give again").allSatisfy((topic, records) -> assertThat(records)
                .isNotEmpty());
        try (Engine again = run.replay("replay" + suffix, suffix, ArrivalSpan.ALL)) {
            awaitAsMany(client, suffix, expected);
        }
        OUTCOMES.forEach(topic -> assertThat(byPartition(client, topic.name() + suffix))
                .as(topic.name())
                .isEqualTo(expected.get(topic.name())));
    }

    /** Outcomes of the middle half of all events, by arrival: the live ones, with the state of all that was before. */
    private static void replayPart(LiveRun run) {
        Client client = run.client();
        List<Long> arrivals = client.committed(Topics.ACCEPTED_EVENTS).stream()
                .map(ConsumerRecord::timestamp)
                .sorted()
                .toList();
        ArrivalSpan part = new ArrivalSpan(
                Instant.ofEpochMilli(arrivals.get(arrivals.size() / 4)),
                Instant.ofEpochMilli(arrivals.get(arrivals.size() * 3 / 4)));
        Map<String, Map<Integer, List<String>>> expected = new TreeMap<>();
        OUTCOMES.forEach(topic -> expected.put(topic.name(), byPartition(client, topic.name(), part)));
        try (Engine again = run.replay("replay-part", "-part", part)) {
            awaitAsMany(client, "-part", expected);
        }
        assertThat(count(expected.get(Topics.POINTS_OUTCOMES.name()))).isPositive();
        OUTCOMES.forEach(topic -> assertThat(byPartition(client, topic.name() + "-part", ArrivalSpan.ALL))
                .as(topic.name())
                .isEqualTo(expected.get(topic.name())));
    }

    /** Waits for as many records of each topic; more of them would not go away and fail as well. */
    private static void awaitAsMany(Client client, String suffix, Map<String, Map<Integer, List<String>>> expected) {
        Map<String, Integer> counts = new TreeMap<>();
        expected.forEach((topic, records) -> counts.put(topic, count(records)));
        ProgressWait.until(
                "of each topic " + counts,
                () -> {
                    Map<String, Integer> now = new TreeMap<>();
                    expected.keySet().forEach(topic -> now.put(topic, count(byPartition(client, topic + suffix))));
                    return now;
                },
                counts::equals);
    }

    private static int count(Map<Integer, List<String>> records) {
        return records.values().stream().mapToInt(List::size).sum();
    }

    /** Contest outcomes come from the partitions of contests; what matters is the order of each contest. */
    private static Map<Integer, List<String>> byPartition(Client client, String topic) {
        return byPartition(client, topic, ArrivalSpan.ALL);
    }

    private static Map<Integer, List<String>> byPartition(Client client, String topic, ArrivalSpan span) {
        Map<Integer, List<String>> all = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : client.committed(topic)) {
            if (!span.holds(record.timestamp())) {
                continue;
            }
            all.computeIfAbsent(record.partition(), partition -> new ArrayList<>())
                    .add(record.timestamp() + " " + new String(record.key(), StandardCharsets.UTF_8) + " "
                            + text(record));
        }
        return all;
    }

    private void send(LiveRun run, int count) {
        for (int i = 0; i < count; i++) {
            String key = random.nextInt(3) == 0 ? null : "k" + random.nextInt(EVENTS);
            String body = "\"participant_id\":\"p" + random.nextInt(PARTICIPANTS)
                    + "\",\"event_type\":\"quiz\",\"attributes\":{\"score\":" + random.nextInt(100) + "}";
            run.send(key != null && random.nextInt(20) == 0 ? "wrong" + i : key, key, body);
        }
        run.client().flush();
    }

    /** Administrators do what they can, to everybody. */
    private static void order(LiveRun run) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        for (int i = 0; i < PARTICIPANTS; i++) {
            Profile profile = new Profile(
                    "P" + i,
                    null,
                    i % 2 == 0 ? "Asia/Tokyo" : "America/Los_Angeles",
                    LocalTime.of(4, 0),
                    Json.mapper().createObjectNode().put("number", i),
                    false,
                    List.of());
            List<Command> commands = List.of(
                    new PersonCommand.SetProfile(profile),
                    new PersonCommand.Pause(today.minusDays(2), today.minusDays(1), "holiday"),
                    new Command.Grant(100, "welcome", null, Instant.now().plus(Duration.ofDays(3)), true),
                    new PersonCommand.GrantFreezes("daily", 2, 30L, "bought"),
                    new PersonCommand.RestoreStreak("daily", today.minusDays(5), today.minusDays(4), "ours"),
                    new Command.Hold(20, Instant.now().plusSeconds(2), "checkout", null),
                    new Command.Deduct(1_000_000, "too much", null));
            for (int j = 0; j < commands.size(); j++) {
                run.client()
                        .produce(KafkaEventLog.record(
                                "t",
                                new RawCommand("p" + i, "order" + i + "-" + j, commands.get(j)),
                                System.currentTimeMillis(),
                                false));
            }
        }
        erase(run, "p0", false);
        erase(run, "p1", true);
        run.client().flush();
    }

    private static void erase(LiveRun run, String participantId, boolean block) {
        RawCommand command =
                new RawCommand(participantId, "erase " + participantId, new PersonCommand.Erase(block, "asked for"));
        run.client().produce(KafkaEventLog.record("t", command, System.currentTimeMillis(), false));
    }

    private static String text(ConsumerRecord<byte[], byte[]> record) {
        return record.value() == null ? "gone" : new String(record.value(), StandardCharsets.UTF_8);
    }
}
