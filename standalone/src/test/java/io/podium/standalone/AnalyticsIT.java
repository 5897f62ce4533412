package io.podium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.operations.administration.TableTopic;
import io.podium.operations.analytics.Export;
import io.podium.operations.analytics.SqlSession;
import io.podium.operations.backtest.Backtest;
import io.podium.operations.backtest.BacktestReport;
import io.podium.operations.backtest.ReportPages;
import io.podium.operations.log.CommittedLog;
import io.podium.operations.trace.EventTrace;
import io.podium.rules.authoring.RuleFiles;
import io.podium.rules.authoring.RuleFiles.Definition;
import io.podium.rules.program.ProgramParser;
import io.podium.schemas.event.ArrivalSpan;
import io.podium.schemas.rule.RuleVersion;
import io.podium.schemas.topic.Topic;
import io.podium.schemas.topic.Topics;
import io.podium.standalone.broker.LocalPorts;
import io.podium.standalone.command.PodiumRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What analysts get, on a history that the real engine made of 2,000 events. */
class AnalyticsIT {

    private static final int EVENTS = 2_000;
    private static final Instant FIRST_DAY = Instant.parse("2026-03-28T22:00:00Z");

    private static final String RULES = """
            { kind: earn_rule, id: quiz, event_type: quiz, grant: { amount: 10 } }
            ---
            { kind: earn_rule, id: score, event_type: quiz, grant: { amount_attribute: score, ratio: 0.5 } }
            ---
            kind: challenge
            id: climb
            title: Climb
            objectives:
              - { id: sum, label: Sum, evaluator: sum, event_type: quiz, attribute: score, target: 1500 }
              - { id: many, label: Many, evaluator: distinct, event_type: quiz, attribute: score, target: 25 }
            reward: { type: points, value: 7 }
            ---
            kind: contest
            id: cup
            title: Cup
            starts_at: "2026-01-01T00:00:00Z"
            ends_at: "%s"
            grace_hours: 0
            scoring: { event_type: quiz, score_attribute: score, method: cumulative }
            prize_structure: [{ rank_from: 1, rank_to: 3, reward: { type: points, value: 1000 } }]
            ---
            kind: contest
            id: league
            title: League
            starts_at: "2026-01-01T00:00:00Z"
            ends_at: "2999-01-01T00:00:00Z"
            scoring: { event_type: quiz, score_attribute: score, method: best }
            prize_structure: [{ rank_from: 1, rank_to: 1, reward: { type: points, value: 1 } }]
            """;

    @TempDir
    static Path directory;

    private static LiveRun run;
    private static Instant end;

    @BeforeAll
    static void history() {
        run = new LiveRun(directory, 3);
        end = Instant.now().plusSeconds(15);
        run.publish(RULES.formatted(end), Instant.EPOCH);
        run.start();
        Random random = new Random(7);
        for (int i = 0; i < EVENTS; i++) {
            Instant occurredAt = FIRST_DAY.plusSeconds(random.nextInt(5 * 86_400));
            run.send(
                    "k" + random.nextInt(EVENTS),
                    "\"participant_id\":\"p" + random.nextInt(1 + random.nextInt(60))
                            + "\",\"event_type\":\"quiz\",\"attributes\":{\"score\":" + random.nextInt(100)
                            + "},\"occurred_at\":\"" + occurredAt + "\"");
        }
        run.client().flush();
        LiveRun.await(() -> run.client().outcomes(Topics.POINTS_OUTCOMES).stream()
                        .filter(points -> points.get("rule_id").asText().equals("cup"))
                        .count()
                == 3);
        run.stop();
    }

    @AfterAll
    static void stop() {
        run.close();
    }

    @Test
    void an_export_has_every_record_and_the_sql_examples_report_what_the_topics_report() throws Exception {
        Path target = directory.resolve("export");
        Export export = new Export(new CommittedLog(run.bootstrapServers(), Map.of()), target, 700);
        for (Topic<?, ?> topic : Export.TOPICS) {
            assertThat(export.write(topic, ArrivalSpan.ALL))
                    .as(topic.name())
                    .isEqualTo(outcomes(topic).size());
        }
        ExpectedAnalytics expected = new ExpectedAnalytics(AnalyticsIT::outcomes);
        try (SqlSession session = new SqlSession(target)) {
            assertThat(example(session, "daily-active")).isEqualTo(expected.dailyActive());
            assertThat(example(session, "points-by-rule")).isEqualTo(expected.pointsByRule());
            assertThat(example(session, "challenge-funnel")).containsExactly(expected.funnel());
            assertThat(example(session, "contest-standings").stream()
                            .map(row -> row.subList(0, 5))
                            .toList())
                    .isEqualTo(expected.standings());
            assertThat(session.query("SELECT max(score) FROM contest_outcomes")
                            .rows()
                            .get(0)
                            .get(0))
                    .as("an exact number")
                    .endsWith(".000000000");
        }
    }

    private static List<List<String>> example(SqlSession session, String name) throws IOException, SQLException {
        return session.query(SqlSession.example(name)).rows();
    }

    private static List<JsonNode> outcomes(Topic<?, ?> topic) {
        return run.client().outcomes(topic);
    }

    /** SQL computes from the events alone what a rule that grants twice as much would cost. */
    @Test
    void a_backtest_of_a_doubled_rule_differs_by_what_sql_computes() throws Exception {
        Path target = directory.resolve("export-of-backtest");
        Export export = new Export(new CommittedLog(run.bootstrapServers(), Map.of()), target, 100_000);
        for (Topic<?, ?> topic : List.of(Topics.ACCEPTED_EVENTS, Topics.POINTS_OUTCOMES)) {
            export.write(topic, ArrivalSpan.ALL);
        }
        Collection<RuleVersion> live = new TableTopic<>(Topics.RULES, run.bootstrapServers(), Map.of())
                .read()
                .values();
        String doubled = RULES.formatted(end).replace("ratio: 0.5", "ratio: 1").replace("amount: 10 }", "amount: 20 }");
        List<Definition> rules = new RuleFiles(new ProgramParser())
                .read(Map.of("r.yaml", doubled.getBytes(StandardCharsets.UTF_8)))
                .definitions();
        try (SqlSession session = new SqlSession(target)) {
            Instant from = Instant.parse(session.query(
                            "SELECT CAST(quantile_disc(kafka_timestamp, 0.4) AS TIMESTAMPTZ) FROM accepted_events")
                    .rows()
                    .get(0)
                    .get(0));
            BacktestReport report = new Backtest(LiveRun.TENANT, live, rules, from, Instant.now())
                    .run(
                            new CommittedLog(run.bootstrapServers(), Map.of()),
                            Files.createDirectory(directory.resolve("scratch")),
                            read -> {});
            List<String> computed = session.query("SELECT count(*), CAST(sum(score) AS BIGINT), "
                            + "CAST(sum(floor(score * 0.5)) AS BIGINT) FROM (SELECT CAST(attributes ->> '$.score' AS "
                            + "DECIMAL(38, 9)) AS score FROM accepted_events WHERE award IS NULL AND kafka_timestamp >= '"
                            + from + "')")
                    .rows()
                    .get(0);
            long events = Long.parseLong(computed.get(0));
            assertThat(report.events()).isEqualTo(events).isBetween(100L, (long) EVENTS);
            assertThat(report.points().get("quiz").difference()).isEqualTo(10 * events);
            assertThat(report.points().get("score").after()).isEqualTo(Long.parseLong(computed.get(1)));
            assertThat(report.points().get("score").before()).isEqualTo(Long.parseLong(computed.get(2)));
            assertThat(report.points().get("climb").difference()).isZero();
            assertThat(report.contests().get("league").differs()).isFalse();
            assertThat(report.points().entrySet().stream()
                            .map(rule -> List.of(
                                    rule.getKey(), Long.toString(rule.getValue().before())))
                            .toList())
                    .as("the rules as they were, against what the live run granted")
                    .isEqualTo(session.query("SELECT rule_id, CAST(sum(points) AS BIGINT) FROM points_outcomes "
                                    + "WHERE processed_at >= '" + from + "' GROUP BY rule_id ORDER BY rule_id")
                            .rows());
            assertThat(ReportPages.text(report)).contains("score ").contains("the same podium");
            assertThat(ReportPages.html(report)).contains("<svg").endsWith("</html>\n");
        }
    }

    @Test
    void a_trace_reports_what_became_of_an_event() {
        Collection<RuleVersion> rules = new TableTopic<>(Topics.RULES, run.bootstrapServers(), Map.of())
                .read()
                .values();
        JsonNode event = outcomes(Topics.ACCEPTED_EVENTS).stream()
                .filter(one -> one.has("idempotency_key"))
                .toList()
                .get(500);
        String id = event.get("event_id").asText();
        List<String> granted = outcomes(Topics.POINTS_OUTCOMES).stream()
                .filter(points -> points.get("event_id").asText().equals(id))
                .map(points -> "outcome   points-outcomes " + points)
                .toList();
        List<String> byId = trace(id, rules);
        assertThat(byId)
                .anyMatch(line -> line.startsWith("arrived") && line.contains(id))
                .anyMatch(line -> line.startsWith("verdict   accepted"))
                .anyMatch(line -> line.startsWith("rule      earn_rule quiz (from 1970-01-01T00:00:00Z): 10 points"))
                .anyMatch(line -> line.startsWith("rule      contest league") && line.contains("a score of"))
                .contains(granted.toArray(String[]::new)); // at least one
        assertThat(trace(event.get("idempotency_key").asText(), rules)).containsAll(byId);
        assertThat(trace("no-such-key", rules)).singleElement().asString().contains("no record of raw-events");
    }

    @Test
    void the_commands_print_what_their_users_ask_for() throws IOException {
        String broker = "--bootstrap-servers=" + run.bootstrapServers();
        Path target = directory.resolve("export-by-command");
        assertThat(PodiumRun.of("export", broker, "--to-dir=" + target)).contains("rows of points-outcomes");
        assertThat(PodiumRun.exitOf("export", broker, "--to-dir=" + target))
                .as("rows of two exports would be counted twice")
                .isEqualTo(1);
        assertThat(PodiumRun.of("sql", "--export=" + target, "--example=points-by-rule"))
                .contains("rule_version")
                .contains("(4 rows)");
        assertThat(PodiumRun.of("sql", "--export=" + target, "SELECT count(*) AS n FROM rules"))
                .contains("(1 row)");
        Path rules = Files.createDirectory(directory.resolve("other-rules"));
        Files.writeString(rules.resolve("rules.yaml"), RULES.formatted(end).replace("ratio: 0.5", "ratio: 2"));
        Path report = directory.resolve("report");
        assertThat(PodiumRun.of(
                        "backtest", broker, "--tenant=" + LiveRun.TENANT, "--rules=" + rules, "--report=" + report))
                .contains("points by rule")
                .contains("written: ");
        assertThat(report).isDirectoryContaining("glob:**backtest.json").isDirectoryContaining("glob:**backtest.html");
        assertThat(PodiumRun.exitOf("events", "trace", "nothing", "--tenant=" + LiveRun.TENANT, broker))
                .isEqualTo(1);
        assertThat(PodiumRun.of("topics", "asyncapi")).contains("\"asyncapi\" : \"3.0.0\"");
    }

    private static List<String> trace(String idOrKey, Collection<RuleVersion> rules) {
        List<String> lines = new ArrayList<>();
        new EventTrace(new CommittedLog(run.bootstrapServers(), Map.of()), LiveRun.TENANT, lines::add)
                .report(idOrKey, Instant.now().minusSeconds(3600), rules);
        return lines;
    }

    @Test
    void a_kafka_connect_sink_writes_every_outcome() throws Exception {
        Path worker = ConnectConfiguration.write(
                directory,
                "worker.properties",
                Map.of(
                        "bootstrap.servers", run.bootstrapServers(),
                        "offset.storage.file.filename",
                                directory.resolve("connect-offsets").toString(),
                        "listeners", "http://127.0.0.1:" + LocalPorts.free()));
        Path file = directory.resolve("outcomes.ndjson");
        Path sink =
                ConnectConfiguration.write(directory, "outcomes-to-file.properties", Map.of("file", file.toString()));
        List<String> expected = Stream.of(
                        Topics.POINTS_OUTCOMES,
                        Topics.CHALLENGE_OUTCOMES,
                        Topics.STREAK_OUTCOMES,
                        Topics.BADGE_OUTCOMES,
                        Topics.TIER_OUTCOMES,
                        Topics.CONTEST_OUTCOMES)
                .flatMap(topic -> run.client().committed(topic).stream())
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
        try (Child connect = new Child(
                "org.apache.kafka.connect.cli.ConnectStandalone",
                directory.resolve("connect.log"),
                List.of(worker.toString(), sink.toString()))) {
            Awaitility.await().atMost(Duration.ofMinutes(3)).untilAsserted(() -> assertThat(lines(file))
                    .as(connect.errors())
                    .hasSize(expected.size()));
        }
        assertThat(lines(file)).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
