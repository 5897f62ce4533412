package io.podium.standalone.faults;

import io.podium.ingest.access.KeySecret;
import io.podium.operations.administration.RulePublisher;
import io.podium.operations.administration.TableTopic;
import io.podium.operations.administration.TopicSetup;
import io.podium.rules.authoring.RuleFiles;
import io.podium.rules.program.ProgramParser;
import io.podium.schemas.access.ApiKey;
import io.podium.schemas.json.Json;
import io.podium.schemas.query.PartitionOwners;
import io.podium.schemas.query.QueryWire;
import io.podium.schemas.rule.RuleVersion;
import io.podium.schemas.topic.Topics;
import io.podium.standalone.Child;
import io.podium.standalone.ProgressWait;
import io.podium.standalone.broker.LocalPorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/** Podium as operators run it: three brokers, two processors, two API nodes, each a process that can be hurt. */
final class Cluster implements AutoCloseable {

    static final String TENANT = "t";
    static final String SECRET = "bq_test_admin_faults_0123456789";
    static final long POINTS = 10;

    private static final int SIDES = 2;
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

    /** What the second processor keeps its state on. */
    final Disk disk;

    /** From each side, a processor and an API node, to all brokers. */
    final List<List<Link>> brokerLinks = List.of(new ArrayList<>(), new ArrayList<>());

    /** From the API nodes to each processor. */
    final List<Link> queryLinks = new ArrayList<>();

    private final List<List<String>> bootstraps = List.of(new ArrayList<>(), new ArrayList<>());
    private final List<String> direct = new ArrayList<>();
    private final List<String> queries = new ArrayList<>();
    private final List<Integer> apiPorts = new ArrayList<>();
    private final Set<Integer> taken = new HashSet<>();
    final Size size;
    private final List<String> brokerSettings;
    private final Path directory;

    /**
     * How large a cluster is.
     *
     * @param brokers each partition is on all of them
     * @param diskMegabytes of the second processor's own disk; 0 for none of its own
     */
    record Size(int brokers, int partitions, int diskMegabytes) {
        static final Size SAFE = new Size(3, 6, 256);
    }

    /**
     * Starts everything.
     *
     * @param processorOptions further words for both processors, where NODE stands for the node's own name
     */
    Cluster(Path directory, Size size, List<String> processorOptions, List<String> brokerSettings) {
        this.directory = directory;
        this.size = size;
        this.brokerSettings = brokerSettings;
        disk = new Disk(directory.resolve("disk"), size.diskMegabytes());
        try {
            start(processorOptions);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void start(List<String> processorOptions) {
        List<Integer> controllers =
                IntStream.range(0, size.brokers()).mapToObj(i -> freePort()).toList();
        String voters = IntStream.range(0, size.brokers())
                .mapToObj(i -> (i + 1) + "@127.0.0.1:" + controllers.get(i))
                .collect(Collectors.joining(","));
        for (int i = 0; i < size.brokers(); i++) {
            brokers.add(broker(i + 1, controllers.get(i), voters));
        }
        brokers.forEach(broker -> broker.child().line("broker started"));
        prepare();
        for (int side = 0; side < SIDES; side++) {
            int port = freePort();
            int linkPort = freePort();
            queryLinks.add(new Link(linkPort, port));
            queries.add("127.0.0.1:" + linkPort);
            String name = "processor-" + (side + 1);
            Stream<String> words = Stream.of(
                    "processor",
                    "--bootstrap-servers=" + bootstrap(side),
                    "--state-dir=" + stateDirectory(side),
                    "--query-port=" + port,
                    "--advertised-address=" + queries.get(side),
                    "--standbys=1");
            processors.add(
                    podium(name, Stream.concat(words, processorOptions.stream()).toList()));
        }
        for (int side = 0; side < SIDES; side++) {
            apiPorts.add(freePort());
            apis.add(podium(
                    "api-" + (side + 1),
                    List.of(
                            "ingest",
                            "--bootstrap-servers=" + bootstrap(side),
                            "--port=" + apiPorts.get(side),
                            "--requests-per-key-minute=0",
                            "--processors=" + String.join(",", queries))));
        }
        processors.forEach(node -> node.child().line("processor started"));
        apis.forEach(node -> node.child().line("ingest started"));
    }

    /** A broker with a door of its own for each side, behind a link, and one for all that is never hurt. */
    private Node broker(int id, int controllerPort, String voters) {
        int port = freePort();
        List<Integer> doors = List.of(freePort(), freePort());
        List<Integer> links = List.of(freePort(), freePort());
        for (int side = 0; side < SIDES; side++) {
            brokerLinks.get(side).add(new Link(links.get(side), doors.get(side)));
            bootstraps.get(side).add("127.0.0.1:" + links.get(side));
        }
        direct.add("127.0.0.1:" + port);
        List<String> words = new ArrayList<>(List.of(
                Integer.toString(id),
                Integer.toString(port),
                Integer.toString(controllerPort),
                voters,
                directory.resolve("broker-" + id).toString(),
                Integer.toString(size.brokers()),
                "listeners=CLIENT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d,A://127.0.0.1:%d,B://127.0.0.1:%d"
                        .formatted(port, controllerPort, doors.get(0), doors.get(1)),
                "advertised.listeners=CLIENT://127.0.0.1:%d,A://127.0.0.1:%d,B://127.0.0.1:%d"
                        .formatted(port, links.get(0), links.get(1)),
                "listener.security.protocol.map=CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT,A:PLAINTEXT,B:PLAINTEXT"));
        words.addAll(brokerSettings);
        return new Node(
                "broker-" + id,
                starts -> new Child(BrokerProcess.class.getName(), output("broker-" + id, starts), words));
    }

    private Path stateDirectory(int side) {
        return side == 1 ? directory.resolve("disk").resolve("state") : directory.resolve("state-1");
    }

    private Node podium(String name, List<String> words) {
        return new Node(name, starts -> new Child(output(name, starts), words.toArray(String[]::new)));
    }

    private Path output(String name, int starts) {
        return directory.resolve(name + "-" + starts + ".log");
    }

    private void prepare() {
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrap()))) {
            ProgressWait.until(
                    "all brokers to know each other",
                    () -> admin.describeCluster().nodes().get().size(),
                    nodes -> nodes == size.brokers());
            List<String> problems = new TopicSetup(admin).apply(size.partitions(), size.brokers());
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

    /** The brokers, by a way that is never hurt. */
    String bootstrap() {
        return String.join(",", direct);
    }

    /** The brokers as a side sees them. */
    String bootstrap(int side) {
        return String.join(",", bootstraps.get(side));
    }

    /** The processor that owns the first partition of raw-events. */
    Node ownerOfFirstPartition() {
        for (String query : queries) {
            try {
                HttpResponse<byte[]> answer = HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create("http://" + query + QueryWire.OWNERS))
                                        .build(),
                                HttpResponse.BodyHandlers.ofByteArray());
                String owner = Json.read(answer.body(), PartitionOwners.class)
                        .rawEvents()
                        .get(0);
                if (!owner.isEmpty()) {
                    return processors.get(queries.indexOf(owner));
                }
            } catch (IOException e) {
                // Not this one, then.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        throw new IllegalStateException("expected an owner of the first partition, but nobody knows one");
    }

    /** Where an API node listens. */
    String url(int api) {
        return "http://127.0.0.1:" + apiPorts.get(api);
    }

    /** A request of the cluster's tenant to an API node. */
    HttpRequest.Builder request(int api, String path) {
        return HttpRequest.newBuilder(URI.create(url(api) + path))
                .header("Authorization", "Bearer " + SECRET)
                .header("X-Bricqs-Tenant", TENANT)
                .header("Content-Type", "application/json");
    }

    /** One that nobody listens on, and that no other part of this cluster was given. */
    private int freePort() {
        int port = LocalPorts.free();
        while (!taken.add(port)) {
            port = LocalPorts.free();
        }
        return port;
    }

    @Override
    public void close() {
        Stream.of(apis, processors, brokers).flatMap(List::stream).forEach(Node::kill);
        Stream.concat(brokerLinks.stream().flatMap(List::stream), queryLinks.stream())
                .forEach(Link::close);
        disk.close();
    }
}
