package io.podium.standalone.faults;

import io.podium.ingest.access.KeySecret;
import io.podium.rules.authoring.RuleFiles;
import io.podium.rules.program.ProgramParser;
import io.podium.schemas.access.ApiKey;
import io.podium.schemas.rule.RuleVersion;
import io.podium.schemas.topic.Topics;
import io.podium.standalone.Child;
import io.podium.standalone.setup.RulePublisher;
import io.podium.standalone.setup.TableTopic;
import io.podium.standalone.setup.TopicSetup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;

/** Podium as operators run it: three brokers, two processors, two HTTP nodes, each a process that can be hurt. */
final class Cluster implements AutoCloseable {

    static final String TENANT = "t";
    static final String SECRET = "bq_test_admin_faults_0123456789";
    static final long POINTS = 10;

    private static final int PARTITIONS = 6;
    private static final String RULES = """
            { kind: earn_rule, id: quiz, event_type: quiz, grant: { amount: %d } }
            ---
            kind: contest
            id: cup
            title: Cup
            starts_at: "2020-01-01T00:00:00Z"
            ends_at: "2099-01-01T00:00:00Z"
            scoring: { event_type: quiz, score_attribute: score, method: cumulative }
            """.formatted(POINTS);

    final List<Node> brokers = new ArrayList<>();
    final List<Node> processors = new ArrayList<>();
    final List<Node> apis = new ArrayList<>();

    private final Path directory;
    private final List<Integer> ports =
            IntStream.range(0, 10).mapToObj(i -> freePort()).toList();

    /** One process, and how to start it again. */
    static final class Node {
        final String name;
        private final IntFunction<Child> start;
        private int starts;
        private Child child;

        Node(String name, IntFunction<Child> start) {
            this.name = name;
            this.start = start;
            start();
        }

        void start() {
            child = start.apply(++starts);
        }

        void kill() {
            child.kill();
        }

        void stop() {
            child.close();
        }

        void signal(String signal) {
            child.signal(signal);
        }

        Child child() {
            return child;
        }
    }

    /**
     * Starts everything.
     *
     * @param processorOptions further words for both processors
     */
    Cluster(Path directory, List<String> processorOptions) {
        this.directory = directory;
        try {
            start(processorOptions);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void start(List<String> processorOptions) {
        String voters = IntStream.range(0, 3)
                .mapToObj(i -> (i + 1) + "@127.0.0.1:" + ports.get(3 + i))
                .reduce((a, b) -> a + "," + b)
                .orElseThrow();
        for (int i = 0; i < 3; i++) {
            int id = i + 1;
            List<String> words = List.of(
                    Integer.toString(id),
                    Integer.toString(ports.get(i)),
                    Integer.toString(ports.get(3 + i)),
                    voters,
                    directory.resolve("broker-" + id).toString());
            brokers.add(new Node(
                    "broker-" + id,
                    starts -> new Child(BrokerProcess.class.getName(), output("broker-" + id, starts), words)));
        }
        brokers.forEach(broker -> broker.child().line("broker started"));
        prepare();
        for (int i = 1; i <= 2; i++) {
            String name = "processor-" + i;
            List<String> words = Stream.concat(
                            Stream.of(
                                    "processor",
                                    "--bootstrap-servers=" + bootstrap(),
                                    "--state-dir=" + directory.resolve("state-" + i),
                                    "--query-port=" + ports.get(5 + i),
                                    "--standbys=1"),
                            processorOptions.stream())
                    .toList();
            processors.add(podium(name, words));
        }
        for (int i = 1; i <= 2; i++) {
            apis.add(podium(
                    "api-" + i,
                    List.of(
                            "ingest",
                            "--bootstrap-servers=" + bootstrap(),
                            "--port=" + ports.get(7 + i),
                            "--requests-per-key-minute=0",
                            "--processors=127.0.0.1:" + ports.get(6) + ",127.0.0.1:" + ports.get(7))));
        }
        processors.forEach(node -> node.child().line("processor started"));
        apis.forEach(node -> node.child().line("ingest started"));
    }

    private Node podium(String name, List<String> words) {
        return new Node(name, starts -> new Child(output(name, starts), words.toArray(String[]::new)));
    }

    private Path output(String name, int starts) {
        return directory.resolve(name + "-" + starts + ".log");
    }

    private void prepare() {
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrap()))) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .ignoreExceptions()
                    .until(() -> admin.describeCluster().nodes().get().size() == 3);
            List<String> problems = new TopicSetup(admin).apply(PARTITIONS, 3);
            if (!problems.isEmpty()) {
                throw new IllegalStateException(problems.toString());
            }
        }
        String hash = new KeySecret(SECRET).sha256();
        new TableTopic<>(Topics.API_KEYS, bootstrap(), Map.of())
                .write(Map.of(hash, new ApiKey(hash, TENANT, ApiKey.Scope.ADMIN, "", 0L, Instant.EPOCH, null)));
        RuleFiles.Loaded rules =
                new RuleFiles(new ProgramParser()).read(Map.of("r.yaml", RULES.getBytes(StandardCharsets.UTF_8)));
        Map<String, RuleVersion> records = RulePublisher.plan(
                        TENANT, Collections.emptyList(), rules.definitions(), Instant.EPOCH)
                .records();
        new TableTopic<>(Topics.RULES, bootstrap(), Map.of()).write(records);
    }

    String bootstrap() {
        return "127.0.0.1:" + ports.get(0) + ",127.0.0.1:" + ports.get(1) + ",127.0.0.1:" + ports.get(2);
    }

    /** Where an HTTP node listens. */
    String url(int api) {
        return "http://127.0.0.1:" + ports.get(8 + api);
    }

    /** Below the ports that outgoing connections take, so that it is still free when its server starts. */
    private static int freePort() {
        Random random = new Random();
        for (int tries = 0; tries < 100; tries++) {
            int port = 20_000 + random.nextInt(10_000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // Taken: another one.
            }
        }
        throw new IllegalStateException("expected a free port from 20000 to 29999, but found none");
    }

    @Override
    public void close() {
        Stream.of(apis, processors, brokers).flatMap(List::stream).forEach(Node::kill);
    }
}
