package io.podium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.schemas.topic.Topics;
import io.podium.standalone.broker.EmbeddedBroker;
import io.podium.standalone.setup.DevNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs every command of the documents, in their order, as it stands there but for its placeholders: first against
 * development mode, then against a broker of its own, up to a generation that takes over. A command that the table does
 * not have fails the test, until somebody decides how it is to be run.
 */
class DocumentedCommandsIT {

    private static final Path ROOT = Path.of("..");

    /** In the order in which a new user reads them; each goes on where the one before ended. */
    private static final List<String> DOCUMENTS = List.of(
            "README.md",
            "docs/http.md",
            "docs/kafka.md",
            "docs/rules.md",
            "docs/operate.md",
            "docs/history.md",
            "docs/analytics.md");

    private static final String TENANT = "acme";
    private static final String FIRST_RULES = """
            { kind: earn_rule, id: quiz, event_type: quiz, grant: { amount: 10 } }
            ---
            { kind: earn_rule, id: orders, event_type: purchase, grant: { amount: 1 } }
            """;

    @TempDir
    Path directory;

    private final Map<String, Step> table = new LinkedHashMap<>();
    private DocumentedShell shell;
    private EmbeddedBroker broker;
    private DocumentedPoints points;
    private String syncAnswer;
    private String key;
    private String eventId;
    private int http;

    /** What is done about a command. */
    private interface Step {
        void run(String command) throws Exception;
    }

    @Test
    void every_command_does_what_the_documents_say() throws Exception {
        List<String> commands = commands();
        development();
        rules();
        ownBroker();
        history();
        generations();
        analysis();
        each(DocumentedStreams.COMMANDS, command -> DocumentedStreams.run(command, shell.devUrl()));
        each(DocumentedPersons.COMMANDS, command -> DocumentedPersons.run(command, shell.dev()));
        points();
        each(DocumentedTokens.COMMANDS, command -> DocumentedTokens.run(command, shell.dev()));
        assertThat(commands.stream().map(DocumentedCommands::firstLine).toList())
                .as("commands of the documents and those that this test knows")
                .containsExactlyElementsOf(table.keySet());
        try (DocumentedShell all = new DocumentedShell(directory);
                EmbeddedBroker real = EmbeddedBroker.start(directory.resolve("real"), 0)) {
            shell = all;
            broker = real;
            for (String command : commands) {
                table.get(DocumentedCommands.firstLine(command)).run(command);
            }
        }
    }

    private void each(List<String> known, Step step) {
        known.forEach(command -> table.put(command, step));
    }

    /** The commands of the ordered documents, and behind them those of all others. */
    private static List<String> commands() throws IOException {
        List<Path> all = new ArrayList<>();
        DOCUMENTS.forEach(name -> all.add(ROOT.resolve(name)));
        try (Stream<Path> others = Files.list(ROOT.resolve("docs"))) {
            others.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !all.contains(file))
                    .sorted()
                    .forEach(all::add);
        }
        StringBuilder text = new StringBuilder();
        for (Path file : all) {
            text.append(Files.readString(file)).append('\n');
        }
        return DocumentedCommands.of(text.toString());
    }

    private void development() {
        String url = "curl -i -X POST http://127.0.0.1:8080/api/v1/ingest/events";
        table.put("scripts/dev", command -> shell.startDev());
        table.put("scripts/test", command -> {}); // which runs this test
        table.put(url + " \\", command -> assertThat(shell.bash(command))
                .contains("202 Accepted", "\"duplicate\":false"));
        table.put(url + "/batch \\", command -> assertThat(shell.bash(command))
                .contains("202 Accepted", "\"accepted\":1,\"duplicates\":1"));
        table.put(url + "/sync \\", command -> {
            syncAnswer = shell.bash(command);
            assertThat(syncAnswer).contains("200 OK", "\"points_granted\":50", "april_quiz_cup");
        });
        for (String path : List.of(
                "gamify/participants/{participant_id}?include=tier,streaks",
                "programs?kind=challenge,badge",
                "contests?state=active",
                "gamify/state/{participant_id}",
                "gamify/participants/{participant_id}/points",
                "gamify/participants/{participant_id}/points/transactions",
                "gamify/participants/{participant_id}/events?limit=20",
                "contests/{contest_id}/leaderboard?limit=20&around={participant_id}",
                "contests/{contest_id}/rank/{participant_id}")) {
            table.put("GET /api/v1/" + path, command -> shell.get(command, "p_8a3f"));
        }
        table.put(
                "GET /api/v1/ingest/events/{event_id}/results",
                command -> shell.get(
                        command.replace("{event_id}", syncAnswer.replaceAll("(?s).*\"event_id\":\"(\\w+)\".*", "$1")),
                        ""));
        // Kafka's own scripts do not come with its libraries: clients do the same.
        table.put(
                "kafka-console-producer.sh --bootstrap-server 127.0.0.1:19092 --topic raw-events \\",
                command -> shell.produceAsShown(command));
        table.put(
                "kafka-console-consumer.sh --bootstrap-server 127.0.0.1:19092 --topic points-outcomes --from-beginning \\",
                command ->
                        assertThat(shell.dev().outcomes(Topics.POINTS_OUTCOMES)).isNotEmpty());
    }

    private void rules() {
        table.put("podium topics asyncapi", command -> assertThat(shell.bash(command))
                .contains("asyncapi"));
        for (String verb : List.of("validate DIR", "test DIR")) {
            table.put("podium rules " + verb, command -> shell.bash(sample(command)));
        }
        for (String verb : List.of("diff DIR", "apply DIR", "list")) {
            table.put(
                    "podium rules " + verb + " --tenant T --bootstrap-servers B",
                    command -> shell.bash(sample(command)
                            .replace("--tenant T", "--tenant " + DevNode.TENANT)
                            .replace("servers B", "servers " + shell.devKafka())));
        }
    }

    private static String sample(String command) {
        return command.replace(
                "DIR",
                Path.of("..", "rules", "samples", "starter").toAbsolutePath().toString());
    }

    private String real(String command) {
        return command.replace("java -jar standalone/target/podium-all.jar", "podium")
                .replace("servers B", "servers " + broker.bootstrapServers())
                .replace("--tenant T", "--tenant " + TENANT);
    }

    private void ownBroker() {
        String jar = "java -jar standalone/target/podium-all.jar ";
        table.put(jar + "topics apply --bootstrap-servers B --partitions 12", command -> shell.bash(real(command)));
        table.put(jar + "keys create --bootstrap-servers B --tenant T --live", command -> {
            key = shell.bash(real(command))
                    .lines()
                    .filter(line -> line.startsWith("bq_live_admin_"))
                    .findFirst()
                    .orElseThrow();
            shell.write("first/rules.yaml", FIRST_RULES);
            shell.write("other/rules.yaml", FIRST_RULES.replace("amount: 10", "amount: 25"));
            shell.bash(real("podium rules apply first --tenant T --bootstrap-servers B"));
        });
        table.put(
                jar + "processor --bootstrap-servers B --state-dir DIR --query-host H --query-port 8090",
                command -> shell.startProcessor(real(command).replace("DIR", "state")));
        table.put(jar + "ingest --bootstrap-servers B --processors H:8090 --port 8080", command -> {
            http = shell.startIngest(real(command));
            eventId = awaitPoints(http, 10, "early");
        });
    }

    /** Sends sync events until the rules are in force; the id of the first that was given so many points. */
    private String awaitPoints(int port, int points, String name) {
        try (Client client = new Client("http://127.0.0.1:" + port, broker.bootstrapServers(), key, TENANT)) {
            JsonNode[] answer = new JsonNode[1];
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> {
                answer[0] = client.post(Client.SYNC, "{\"participant_id\":\"" + name + "\",\"event_type\":\"quiz\"}")
                        .body();
                return answer[0].at("/results/points_granted").asInt() == points;
            });
            assertThat(client.get("/api/v1/gamify/state/" + name).status()).isEqualTo(200);
            return answer[0].get("event_id").asText();
        }
    }

    private void history() {
        table.put(
                "podium backfill orders.csv --mapping orders.yaml --tenant T --state-dir DIR --watch http://H:8080",
                command -> {
                    shell.write("orders.yaml", mapping());
                    shell.write("orders.csv", "customer;paid;order;total\nc1;1790000000;1;19,99\nc2;1790000100;2;5\n");
                    assertThat(shell.bashWith(
                                    broker.bootstrapServers(),
                                    real(command).replace("DIR", "imports").replace("H:8080", "127.0.0.1:" + http)))
                            .contains("the numbers add up");
                });
        table.put("podium backfill balances.csv --as grants --tenant T --state-dir DIR", command -> {
            shell.write("balances.csv", "participant_id,amount,reason,idempotency_key\nc1,250,moved,b1\n");
            assertThat(shell.bashWith(broker.bootstrapServers(), real(command).replace("DIR", "imports")))
                    .contains("(250 points)", "the numbers add up");
        });
        table.put(
                "podium replay --suffix -check --state-dir DIR",
                command ->
                        shell.bashWith(broker.bootstrapServers(), real(command).replace("DIR", "replay")));
        table.put(
                "podium backtest --rules DIR --tenant T --from 2026-10-01T00:00:00Z --report OUT",
                command -> shell.bashWith(
                        broker.bootstrapServers(),
                        real(command).replace("DIR", "other").replace("OUT", "report")));
    }

    /** The example that stands beside the command. */
    private static String mapping() throws IOException {
        return Files.readString(ROOT.resolve("docs/history.md"))
                .replaceAll("(?s).*```yaml\\n(.*?)```.*", "$1")
                .replace("  date: ", "  # date: ");
    }

    private void generations() {
        table.put(
                "podium generation create g2 --tenant T --rules DIR --from 2026-10-01T00:00:00Z",
                command -> assertThat(shell.bashWith(
                                broker.bootstrapServers(), real(command).replace("DIR", "other")))
                        .contains("-g2"));
        table.put(
                "podium processor --generation g2 --state-dir OTHER_DIR ...",
                command -> shell.startProcessor(command.replace("OTHER_DIR", "state2")
                        .replace("...", "--query-port 8090 --bootstrap-servers " + broker.bootstrapServers())));
        table.put("podium generation status g2", command -> Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .ignoreExceptions()
                .until(() -> shell.bashWith(broker.bootstrapServers(), command) != null));
        table.put(
                "podium ingest --generation g2 --processors ...",
                command -> awaitPoints(
                        shell.startIngest(command.replace(
                                "...", "H:8090 --port 8080 --bootstrap-servers " + broker.bootstrapServers())),
                        25,
                        "late"));
        table.put("podium generation delete NAME", command -> {
            shell.bashWith(
                    broker.bootstrapServers(),
                    "podium generation create g3 --tenant " + TENANT + " --rules other --from 2026-10-01T00:00:00Z");
            shell.bashWith(broker.bootstrapServers(), command.replace("NAME", "g3"));
        });
        table.put(
                "podium rules apply --generation g2",
                command -> shell.bashWith(
                        broker.bootstrapServers(), command.replace("apply", "apply first --tenant " + TENANT)));
    }

    private void analysis() {
        table.put("podium events trace EVENT_ID --tenant T", command -> assertThat(
                        shell.bashWith(broker.bootstrapServers(), real(command).replace("EVENT_ID", eventId)))
                .contains("quiz"));
        String export = "podium export --to-dir DIR";
        table.put(export, command -> shell.bashWith(broker.bootstrapServers(), command.replace("DIR", "export")));
        table.put("podium sql --export DIR \"SELECT ...\"", command -> assertThat(
                        shell.bash(command.replace("DIR", "export")
                                .replace("SELECT ...", "SELECT count(*) AS n FROM accepted_events")))
                .contains("n"));
    }

    private void points() {
        each(DocumentedPoints.SENT, command -> {
            points = points == null ? new DocumentedPoints(shell.dev()) : points;
            points.send(command);
        });
        table.put(DocumentedPoints.READ, command -> shell.get(command, "p"));
    }
}
