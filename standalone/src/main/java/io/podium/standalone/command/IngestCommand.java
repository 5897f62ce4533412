package io.podium.standalone.command;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.podium.ingest.access.RateLimits;
import io.podium.ingest.query.HttpQueries;
import io.podium.operations.administration.ExistingTopics;
import io.podium.schemas.topic.Topics;
import io.podium.standalone.setup.IngestNode;
import io.podium.standalone.setup.Metrics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code podium ingest}: one HTTP node against any Kafka and any number of processor nodes. */
@Command(
        name = "ingest",
        description = "Runs an HTTP node: takes events, and asks the processors for verdicts and results.",
        mixinStandardHelpOptions = true)
final class IngestCommand implements Callable<Integer> {

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private GenerationOption generation;

    @Option(names = "--host", defaultValue = "127.0.0.1", description = "Default: ${DEFAULT-VALUE}.")
    private String host;

    @Option(names = "--port", defaultValue = "8080", description = "Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--processors",
            required = true,
            split = ",",
            paramLabel = "HOST:PORT",
            description = "Query addresses of some or all processor nodes.")
    private List<String> processors;

    @Option(names = "--node-secret", description = "Secret that the processors ask for (also: PODIUM_NODE_SECRET).")
    private String nodeSecret;

    @Option(
            names = "--requests-per-key-minute",
            defaultValue = "1000",
            description = "Requests of one API key per minute, where the key has no limit of its own; 0 for no rate"
                    + " limits at all (default: ${DEFAULT-VALUE}).")
    private long perKeyMinute;

    @Option(
            names = "--requests-per-tenant-minute",
            defaultValue = "5000",
            description = "Requests of all keys of one tenant per minute (default: ${DEFAULT-VALUE}).")
    private long perTenantMinute;

    @Option(
            names = "--burst-per-second",
            defaultValue = "100",
            description = "Requests of one key within a second (default: ${DEFAULT-VALUE}).")
    private long burstPerSecond;

    @Option(
            names = "--max-requests",
            defaultValue = "2000",
            description = "Requests under way at once; more get 503 with Retry-After (default: ${DEFAULT-VALUE}).")
    private int maxRequests;

    @Option(
            names = "--max-events",
            defaultValue = "20000",
            description = "Events under way at once, likewise (default: ${DEFAULT-VALUE}).")
    private int maxEvents;

    @Option(
            names = "--drain",
            paramLabel = "DURATION",
            defaultValue = "PT2S",
            description = "How long to serve on, no longer ready, when asked to stop (default: ${DEFAULT-VALUE}).")
    private Duration drain;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (Admin admin = kafka.admin()) {
            ExistingTopics topics = new ExistingTopics(admin);
            topics.require(List.of(Topics.RAW_EVENTS.name(), Topics.API_KEYS.name()), "podium topics apply");
            generation.require(topics);
        }
        PrometheusMeterRegistry registry = Metrics.registry();
        IngestNode node = new IngestNode(
                IngestNode.Config.of(host, port, kafka.bootstrapServers())
                        .with(new RateLimits.Limits(perKeyMinute, perTenantMinute, burstPerSecond), kafka.settings())
                        .bounded(maxRequests, maxEvents)
                        .draining(drain)
                        .ofGeneration(generation.suffix()),
                new HttpQueries(processors, nodeSecret),
                () -> true,
                registry);
        spec.commandLine().getOut().println("ingest started, http://" + host + ":" + node.port());
        spec.commandLine().getOut().flush();
        Shutdown.await(node);
        return 0;
    }
}
