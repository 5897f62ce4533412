package io.podium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.schemas.topic.Topics;
import io.podium.standalone.Client.Reply;
import io.podium.standalone.broker.EmbeddedBroker;
import io.podium.standalone.broker.LocalPorts;
import io.podium.standalone.setup.DevNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Many clients spend one balance at the same time, and a processor is killed meanwhile. */
@Command(
        name = "scripts/deductions",
        mixinStandardHelpOptions = true,
        description =
                "Deducts from one balance over two API nodes, with retries, more often than it suffices for, while"
                        + " the processor is killed and started again; then checks that what was spent adds up to what was"
                        + " granted, and that the ledger has each answer once.")
final class Deductions implements Callable<Integer> {

    private static final int CLIENTS = 24;
    private static final int MOST_OF_A_GRANT = 1_000_000;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "DEDUCTIONS",
            defaultValue = "10000",
            description = "How many, of one point each; half of them can be done. ${DEFAULT-VALUE}.")
    private int deductions;

    private final Map<String, Reply> answers = new ConcurrentHashMap<>();
    private final AtomicInteger next = new AtomicInteger();

    static Deductions of(String... words) {
        return CommandLine.populateCommand(new Deductions(), words);
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Deductions()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        return WorkDirectory.exitCodeOf("podium-deductions-", directory -> {
            run(directory);
            System.out.printf("%,d deductions: what was spent is what was granted%n", deductions);
        });
    }

    /** Fails with an {@link AssertionError} when an answer and the ledger contradict each other. */
    void run(Path directory) throws InterruptedException, ExecutionException {
        int queries = LocalPorts.free();
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"), 0)) {
            String kafka = "--bootstrap-servers=" + broker.bootstrapServers();
            Child.run(directory.resolve("topics.log"), "topics", "apply", kafka, "--partitions=3", "--replication=1");
            String key = Child.run(directory.resolve("keys.log"), "keys", "create", kafka, "--tenant=" + DevNode.TENANT)
                    .strip();
            try (Child one = ingest(directory.resolve("one.log"), kafka, queries);
                    Child other = ingest(directory.resolve("other.log"), kafka, queries);
                    Client first = client(one, broker, key);
                    Client second = client(other, broker, key)) {
                Child processor = processor(directory, kafka, queries, 1);
                grant(first);
                ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
                try {
                    List<Future<?>> running = new ArrayList<>();
                    for (int i = 0; i < CLIENTS; i++) {
                        running.add(clients.submit(() -> spend(List.of(first, second))));
                    }
                    ProgressWait.until("answers", answers::size, size -> size > deductions / 3);
                    processor.kill();
                    processor = processor(directory, kafka, queries, 2);
                    for (Future<?> client : running) {
                        client.get(); // a client that died had found something
                    }
                    check(second);
                } finally {
                    clients.shutdownNow();
                    processor.close();
                }
            }
        }
    }

    private static Child ingest(Path output, String kafka, int queries) {
        return new Child(
                output,
                "ingest",
                kafka,
                "--port=0",
                "--processors=127.0.0.1:" + queries,
                "--requests-per-key-minute=0");
    }

    private static Child processor(Path directory, String kafka, int queries, int number) {
        return new Child(
                directory.resolve("processor-" + number + ".log"),
                "processor",
                kafka,
                "--state-dir=" + directory.resolve("state"),
                "--query-port=" + queries);
    }

    private static Client client(Child ingest, EmbeddedBroker broker, String key) {
        String line = ingest.line("ingest started, ");
        return new Client(line.substring(line.indexOf("http://")), broker.bootstrapServers(), key);
    }

    private void grant(Client client) {
        long granted = deductions / 2;
        for (int part = 0; part * (long) MOST_OF_A_GRANT < granted; part++) {
            long amount = Math.min(MOST_OF_A_GRANT, granted - part * (long) MOST_OF_A_GRANT);
            assertThat(settled(List.of(client), "grant", "g" + part, amount).status())
                    .isEqualTo(200);
        }
    }

    /** Spends until there are no keys any more; each tenth answer is asked for once more. */
    private void spend(List<Client> clients) {
        for (int number = next.getAndIncrement(); number < deductions; number = next.getAndIncrement()) {
            String key = "d" + number;
            Reply answer = settled(clients, "deduct", key, 1);
            answers.put(key, answer);
            if (number % 10 == 0) {
                Reply again = settled(clients, "deduct", key, 1);
                assertThat(again.status()).as("the retry of %s", key).isEqualTo(answer.status());
                assertThat(again.duplicate()).isTrue();
                assertThat(again.body().get("available"))
                        .isEqualTo(answer.body().get("available"));
            }
        }
    }

    /** Retries with the same key, now here and now there, until it is done or refused. */
    private static Reply settled(List<Client> clients, String command, String key, long amount) {
        String body = "{\"participant_id\":\"p\",\"amount\":" + amount + ",\"reason\":\"test\",\"idempotency_key\":\""
                + key + "\"}";
        AtomicInteger tries = new AtomicInteger();
        return ProgressWait.until(
                command + " " + key,
                () -> {
                    int node = Math.floorMod(key.hashCode() + tries.getAndIncrement(), clients.size());
                    return clients.get(node).post("/api/v1/gamify/points/" + command, body);
                },
                reply -> reply.status() == 200 || reply.status() == 422);
    }

    private void check(Client client) {
        long granted = deductions / 2;
        Map<Integer, Long> statuses =
                answers.values().stream().collect(Collectors.groupingBy(Reply::status, Collectors.counting()));
        assertThat(statuses).isEqualTo(Map.of(200, granted, 422, deductions - granted));
        assertThat(answers.values().stream().filter(reply -> reply.status() == 422))
                .allSatisfy(reply ->
                        assertThat(reply.body().get("available").asLong()).isZero());
        assertThat(client.get("/api/v1/gamify/participants/p/points")
                        .body()
                        .get("available")
                        .asLong())
                .isZero();
        List<JsonNode> lines = ProgressWait.until(
                "lines of the ledger", () -> client.outcomes(Topics.POINTS_OUTCOMES), all -> all.size() >= deductions);
        Map<String, Long> spent = lines.stream()
                .filter(line -> line.get("delta").asLong() == -1)
                .collect(
                        Collectors.groupingBy(line -> line.get("transaction_id").asText(), Collectors.counting()));
        assertThat(spent).hasSize((int) granted).allSatisfy((id, times) -> assertThat(times)
                .isEqualTo(1));
        assertThat(answers.values().stream()
                        .filter(reply -> reply.status() == 200)
                        .map(reply -> reply.body().get("transaction_id").asText()))
                .hasSameSizeAs(spent.keySet())
                .containsExactlyInAnyOrderElementsOf(spent.keySet());
        assertThat(lines.stream().mapToLong(line -> line.get("delta").asLong()).sum())
                .isZero();
    }
}
