package io.podium.standalone.command;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.podium.ingest.docs.Explorer;
import io.podium.ingest.query.HttpQueries;
import io.podium.operations.administration.ExistingTopics;
import io.podium.schemas.topic.Topics;
import io.podium.standalone.setup.IngestConfig;
import io.podium.standalone.setup.IngestNode;
import io.podium.standalone.setup.Metrics;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code podium ingest}: one API node against any Kafka and any number of processor nodes. */
@Command(
        name = "ingest",
        description = "Runs an API node: takes events, and asks the processors for verdicts and results.",
        modelTransformer = IngestCommand.Options.class,
        mixinStandardHelpOptions = true)
final class IngestCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(IngestCommand.class);

    static final class Options extends ConfigOptions {
        Options() {
            super(IngestConfig.class);
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
        try (Admin admin = kafka.admin()) {
            ExistingTopics topics = new ExistingTopics(admin);
            topics.require(
                    List.of(Topics.RAW_EVENTS.name(), Topics.API_KEYS.name(), Topics.TOKEN_REVOCATIONS.name()),
                    "podium topics apply");
            generation.require(topics);
        }
        PrometheusMeterRegistry registry = Metrics.registry();
        IngestConfig config = ConfigOptions.read(spec, IngestConfig.class, kafka.config());
        IngestConfig.Processors processors = config.processors();
        LOG.info("query settings: {}", processors);
        IngestNode node = new IngestNode(
                config.node(),
                new IngestNode.Parts(
                        generation.mode(),
                        List.of(),
                        config.node().signing().keys(),
                        new Explorer(Optional.empty()),
                        new HttpQueries(
                                processors.addresses(), processors.nodeSecret().orElse(null)),
                        () -> true,
                        registry));
        String address = config.node().address().host() + ":" + node.port();
        spec.commandLine().getOut().println("ingest started, http://" + address);
        spec.commandLine().getOut().flush();
        Shutdown.await(node);
        return 0;
    }
}
