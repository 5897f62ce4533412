package io.podium.standalone.command;

import io.podium.operations.administration.TopicSetup;
import io.podium.schemas.topic.AsyncApi;
import io.podium.schemas.topic.Topics;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code podium topics apply}: the topics, created or verified. */
@Command(name = "topics", description = "Creates or verifies the topics.", mixinStandardHelpOptions = true)
final class TopicsCommand {

    @Spec
    private CommandSpec spec;

    @Command(
            name = "apply",
            description = "Creates the topics that are missing; reports what is wrong with the others, changes none.",
            mixinStandardHelpOptions = true)
    int apply(
            @Mixin KafkaOptions kafka,
            @Option(
                            names = "--partitions",
                            description = "Of topics that are created; it can't be changed later (default: 12).")
                    @Nullable
                    Integer partitions,
            @Option(names = "--replication", defaultValue = "-1", description = "Default: the cluster's.")
                    int replication,
            @Option(
                            names = "--flush",
                            description = "Brokers write each event to their disk before they acknowledge it: where"
                                    + " there is one broker, its power cut loses no event.")
                    boolean flush)
            throws IOException {
        try (Admin admin = kafka.admin()) {
            List<String> problems = new TopicSetup(admin).apply(new TopicSetup.Wanted(partitions, replication, flush));
            problems.forEach(spec.commandLine().getErr()::println);
            if (problems.isEmpty()) {
                spec.commandLine().getOut().println("all " + Topics.all().size() + " topics are as they should be");
            }
            return problems.isEmpty() ? 0 : 1;
        }
    }

    @Command(
            name = "asyncapi",
            description = "Prints the AsyncAPI document of all topics, with the schemas of their records.",
            mixinStandardHelpOptions = true)
    void asyncapi() {
        spec.commandLine().getOut().println(AsyncApi.document().toPrettyString());
    }
}
