package io.podium.standalone.command;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.podium.schemas.node.NodeThreads;
import io.podium.standalone.broker.BrokerSettings;
import io.podium.standalone.setup.ExistingTopics;
import io.podium.standalone.setup.Metrics;
import io.podium.standalone.setup.TopicSetup;
import io.podium.stream.engine.Engine;
import io.podium.stream.engine.EngineConfig;
import io.podium.stream.mode.RunMode;
import io.podium.stream.query.QueryServer;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code podium processor}: one processor node against any Kafka. */
@Command(
        name = "processor",
        description = "Runs a processor node: the topology, and the queries that HTTP nodes ask.",
        mixinStandardHelpOptions = true)
final class ProcessorCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessorCommand.class);

    private static final Duration LOOK = Duration.ofMillis(50);

    @Mixin
    private KafkaOptions kafka;

    @Option(names = "--application-id", defaultValue = "podium", description = "Default: ${DEFAULT-VALUE}.")
    private String applicationId;

    @Mixin
    private GenerationOption generation;

    @Option(
            names = "--instance-id",
            description = "Stable name of this node, for static membership; each node its own.")
    private String instanceId;

    @Option(names = "--state-dir", required = true, paramLabel = "DIR", description = "Where the stores live.")
    private Path stateDir;

    @Option(names = "--threads", defaultValue = "1", description = "Stream threads (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--standbys",
            defaultValue = "1",
            description = "Warm copies of every store on other nodes (default: ${DEFAULT-VALUE}).")
    private int standbys;

    @Option(
            names = "--commit-interval",
            paramLabel = "DURATION",
            defaultValue = "PT0.06S",
            description = "Time between two commits while events flow: what waits for the next stage"
                    + " (default: ${DEFAULT-VALUE}). Events older than 2 s, a backlog, get one per half second.")
    private Duration commitInterval;

    @Option(
            names = "--sync-commit-interval",
            paramLabel = "DURATION",
            defaultValue = "PT0.01S",
            description = "Least time between two early commits for sync events (default: ${DEFAULT-VALUE}).")
    private Duration syncCommitInterval;

    @Option(
            names = "--dedup-window",
            paramLabel = "DURATION",
            defaultValue = "PT24H",
            description = "How long an idempotency key stays taken (default: ${DEFAULT-VALUE}).")
    private Duration dedupWindow;

    @Option(
            names = "--result-retention",
            paramLabel = "DURATION",
            defaultValue = "PT24H",
            description = "How long results of an event can be asked for (default: ${DEFAULT-VALUE}).")
    private Duration resultRetention;

    @Option(
            names = "--heartbeat-interval",
            paramLabel = "DURATION",
            defaultValue = "PT5S",
            description = "How exactly contests begin and end (default: ${DEFAULT-VALUE}).")
    private Duration heartbeatInterval;

    @Option(
            names = "--rocksdb-memory-mb",
            defaultValue = "256",
            description = "Bound on cache and write buffers of all stores together (default: ${DEFAULT-VALUE}).")
    private long rocksdbMemoryMb;

    @Option(
            names = "--query-host",
            defaultValue = "127.0.0.1",
            description = "Address to serve queries on (default: ${DEFAULT-VALUE}).")
    private String queryHost;

    @Option(
            names = "--query-port",
            defaultValue = "8090",
            description = "Port to serve queries on (default: ${DEFAULT-VALUE}).")
    private int queryPort;

    @Option(
            names = "--advertised-address",
            paramLabel = "HOST:PORT",
            description = "Where HTTP nodes reach the queries, if not at the query host and port.")
    private String advertisedAddress;

    @Option(
            names = "--restore-corrupted",
            description = "Deletes stores whose files prove damaged and restores them from Kafka, instead of ending.")
    private boolean restoreCorrupted;

    @Option(
            names = "--without-exactly-once",
            hidden = true,
            description = "Gives up every guarantee: only to see what they cost, and that their tests can fail.")
    private boolean withoutExactlyOnce;

    @Option(names = "--node-secret", description = "Secret that HTTP nodes must show (also: PODIUM_NODE_SECRET).")
    private String nodeSecret;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (nodeSecret == null && !InetAddress.getByName(queryHost).isLoopbackAddress()) {
            spec.commandLine()
                    .getErr()
                    .println(
                            "expected --node-secret (or PODIUM_NODE_SECRET) where queries are served on another address"
                                    + " than loopback, but --query-host is " + queryHost + " and there is no secret");
            return 2;
        }
        int partitions;
        try (Admin admin = kafka.admin()) {
            TopicSetup topics = new TopicSetup(admin);
            List<String> problems = topics.lastingProblems();
            if (!problems.isEmpty()) {
                problems.forEach(spec.commandLine().getErr()::println);
                return 1;
            }
            generation.require(new ExistingTopics(admin));
            partitions = topics.partitions();
        }
        RunMode mode = generation.mode();
        Optional<String> taken = kafka.claims().claim(mode, applicationId + mode.suffix());
        if (taken.isPresent()) {
            spec.commandLine().getErr().println(taken.get());
            return 1;
        }
        EngineConfig config = new EngineConfig(
                applicationId + mode.suffix(),
                mode,
                instanceId,
                kafka.bootstrapServers(),
                stateDir.toAbsolutePath(),
                threads,
                commitInterval,
                syncCommitInterval,
                dedupWindow,
                resultRetention,
                heartbeatInterval,
                !withoutExactlyOnce,
                standbys,
                rocksdbMemoryMb * 1024 * 1024,
                advertisedAddress == null ? queryHost + ":" + queryPort : advertisedAddress,
                kafka.settings());
        Optional<Path> corrupted = runUntilWhole(config, partitions);
        corrupted.ifPresent(directory -> spec.commandLine().getErr().println("podium: " + damaged(directory)));
        return corrupted.isPresent() ? 1 : 0;
    }

    private Optional<Path> runUntilWhole(EngineConfig config, int partitions) throws IOException, InterruptedException {
        Shutdown shutdown = Shutdown.begin();
        try {
            Optional<Path> corrupted = run(config, partitions, shutdown);
            while (corrupted.isPresent() && restoreCorrupted) {
                Directories.delete(corrupted.get());
                tell("deleted " + corrupted.get() + ", whose files were damaged; it is restored from Kafka");
                corrupted = run(config, partitions, shutdown);
            }
            return corrupted;
        } finally {
            shutdown.nothing();
        }
    }

    /** What to tell of files that proved damaged. */
    static String damaged(Path directory) {
        return "expected whole files of stores, but some in " + directory + " are damaged: delete " + directory
                + " to restore it from Kafka (--restore-corrupted of processor does so)";
    }

    /** Runs until the process is asked to end; or until files prove damaged, then their directory. */
    private Optional<Path> run(EngineConfig config, int partitions, Shutdown shutdown) throws InterruptedException {
        PrometheusMeterRegistry registry = Metrics.registry();
        Engine engine = new Engine(config, partitions, registry);
        engine.start();
        QueryServer server = new QueryServer(
                queryHost,
                queryPort,
                new QueryServer.Parts(
                        engine.queries(), engine.owners(), nodeSecret, engine::isRunning, registry::scrape));
        String queries = "queries on " + queryHost + ":" + server.port();
        tell("processor starting, " + queries);
        NodeThreads.daemon("podium-start", () -> tellWhenRunning(engine, "processor started, " + queries))
                .start();
        NodeThreads.daemon("podium-broker-settings", this::adviseOnBrokers).start();
        return shutdown.await(
                () -> {
                    server.close();
                    engine.close();
                },
                engine.corrupted());
    }

    private void tell(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }

    /** It runs when it has its partitions, and their state from the log. */
    private void tellWhenRunning(Engine engine, String line) {
        while (!engine.isRunning()) {
            if (engine.corrupted().isDone()) {
                return;
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        tell(line);
    }

    /** A broker that does not answer must not keep a processor from its work. */
    private void adviseOnBrokers() {
        try (Admin admin = kafka.admin()) {
            BrokerSettings.advice(admin).forEach(LOG::warn);
        } catch (IOException e) {
            LOG.warn("the brokers' settings can't be looked at", e);
        }
    }
}
