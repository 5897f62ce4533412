package io.podium.standalone.command;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.podium.ingest.http.SharedPage;
import io.podium.operations.administration.ExistingTopics;
import io.podium.operations.administration.TopicSetup;
import io.podium.schemas.node.NodeThreads;
import io.podium.standalone.broker.BrokerSettings;
import io.podium.standalone.setup.Metrics;
import io.podium.standalone.setup.ProcessorConfig;
import io.podium.stream.engine.Engine;
import io.podium.stream.mode.RunMode;
import io.podium.stream.query.QueryConfig;
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
import picocli.CommandLine.Spec;

/** {@code podium processor}: one processor node against any Kafka. */
@Command(
        name = "processor",
        description = "Runs a processor node: the topology, and the queries that API nodes ask.",
        modelTransformer = ProcessorCommand.Options.class,
        mixinStandardHelpOptions = true)
final class ProcessorCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessorCommand.class);

    private static final Duration LOOK = Duration.ofMillis(50);

    static final class Options extends ConfigOptions {
        Options() {
            super(ProcessorConfig.class);
        }
    }

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private GenerationOption generation;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        QueryConfig queries = ConfigOptions.read(spec, QueryConfig.class);
        if (queries.nodeSecret().isEmpty()
                && !InetAddress.getByName(queries.host()).isLoopbackAddress()) {
            spec.commandLine()
                    .getErr()
                    .println(
                            "expected --node-secret (or PODIUM_NODE_SECRET) where queries are served on another address"
                                    + " than loopback, but --query-host is " + queries.host()
                                    + " and there is no secret");
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
        ProcessorConfig config = ConfigOptions.read(spec, ProcessorConfig.class, kafka.config());
        RunMode mode = generation.mode();
        Optional<String> taken = kafka.claims().claim(mode, config.applicationId(mode));
        if (taken.isPresent()) {
            spec.commandLine().getErr().println(taken.get());
            return 1;
        }
        Optional<Path> corrupted = runUntilWhole(config, partitions);
        corrupted.ifPresent(directory -> spec.commandLine().getErr().println("podium: " + damaged(directory)));
        return corrupted.isPresent() ? 1 : 0;
    }

    private Optional<Path> runUntilWhole(ProcessorConfig config, int partitions)
            throws IOException, InterruptedException {
        Shutdown shutdown = Shutdown.begin();
        try {
            Optional<Path> corrupted = run(config, partitions, shutdown);
            while (corrupted.isPresent() && config.recovery().restoreCorrupted()) {
                Directories.delete(corrupted.get());
                report("deleted " + corrupted.get() + ", whose files were damaged; it is restored from Kafka");
                corrupted = run(config, partitions, shutdown);
            }
            return corrupted;
        } finally {
            shutdown.nothing();
        }
    }

    /** What to report of files that proved damaged. */
    static String damaged(Path directory) {
        return "expected whole files of stores, but some in " + directory + " are damaged: delete " + directory
                + " to restore it from Kafka (--restore-corrupted of processor does so)";
    }

    /** Runs until the process is asked to end; or until files prove damaged, then their directory. */
    private Optional<Path> run(ProcessorConfig config, int partitions, Shutdown shutdown) throws InterruptedException {
        PrometheusMeterRegistry registry = Metrics.registry();
        Engine engine = new Engine(config.engine(generation.mode()), partitions, registry);
        engine.start();
        QueryConfig address = config.queries();
        LOG.info("query settings: {}", address);
        QueryServer server = new QueryServer(
                address.host(),
                address.port(),
                new QueryServer.Parts(
                        engine.queries(),
                        engine.owners(),
                        address.nodeSecret().orElse(null),
                        engine::isRunning,
                        new SharedPage(registry::scrape)));
        String queries = "queries on " + address.host() + ":" + server.port();
        report("processor starting, " + queries);
        NodeThreads.daemon("podium-start", () -> reportWhenRunning(engine, "processor started, " + queries))
                .start();
        NodeThreads.daemon("podium-broker-settings", this::adviseOnBrokers).start();
        return shutdown.await(
                () -> {
                    server.close();
                    engine.close();
                },
                engine.corrupted());
    }

    private void report(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }

    /** It runs when it has its partitions, and their state from the log. */
    private void reportWhenRunning(Engine engine, String line) {
        while (!engine.isRunning()) {
            if (engine.corrupted().isDone()) {
                return;
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        report(line);
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
