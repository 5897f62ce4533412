package io.podium.standalone.command;

import io.podium.rules.authoring.RuleFiles;
import io.podium.rules.program.ProgramParser;
import io.podium.schemas.event.RawEventParser;
import io.podium.schemas.rule.RuleVersion;
import io.podium.schemas.topic.Topics;
import io.podium.standalone.setup.RulePublisher;
import io.podium.standalone.setup.TableTopic;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code podium rules}: checks rule files and brings them into force. */
@Command(name = "rules", description = "Checks and publishes rule files.", mixinStandardHelpOptions = true)
final class RulesCommand {

    /** Longer than a version needs to reach every processor, so that none judges an event by the version before. */
    private static final Duration LEAD = Duration.ofSeconds(10);

    @Spec
    private CommandSpec spec;

    @Command(
            name = "validate",
            description = "Tells every problem of the rule files in a directory; exit code 1 when there is one.",
            mixinStandardHelpOptions = true)
    int validate(@Parameters(paramLabel = "DIR") Path directory) throws IOException {
        RuleFiles.Loaded loaded = load(directory);
        if (loaded.problems().isEmpty()) {
            spec.commandLine().getOut().println(loaded.definitions().size() + " definitions, no problems");
        }
        return loaded.problems().isEmpty() ? 0 : 1;
    }

    @Command(
            name = "apply",
            description = "Makes the rule files of a directory a tenant's rules: all of them or, on a problem, none.",
            mixinStandardHelpOptions = true)
    int apply(
            @Parameters(paramLabel = "DIR") Path directory,
            @Option(names = "--tenant", required = true) String tenantId,
            @Mixin KafkaOptions kafka)
            throws IOException {
        if (!RawEventParser.isTenantId(tenantId)) {
            throw new IllegalArgumentException("expected a tenant id, but " + tenantId);
        }
        RuleFiles.Loaded loaded = load(directory);
        if (!loaded.problems().isEmpty()) {
            return 1;
        }
        TableTopic<RuleVersion> table = new TableTopic<>(Topics.RULES, kafka.bootstrapServers(), kafka.settings());
        Instant from = Instant.ofEpochMilli(Instant.now().plus(LEAD).toEpochMilli());
        List<RuleVersion> changes =
                RulePublisher.changes(tenantId, table.read().values(), loaded.definitions(), from, from);
        Map<String, RuleVersion> records = new LinkedHashMap<>();
        PrintWriter out = spec.commandLine().getOut();
        for (RuleVersion version : changes) {
            records.put(version.recordKey(), version);
            out.println((version.isRetirement() ? "retire " : "publish ")
                    + version.kind().wireName() + " " + version.id() + " from " + version.effectiveFrom());
        }
        table.write(records);
        out.println(changes.size() + " change(s)");
        return 0;
    }

    private RuleFiles.Loaded load(Path directory) throws IOException {
        RuleFiles.Loaded loaded = new RuleFiles(new ProgramParser()).readDirectory(directory);
        loaded.problems().forEach(spec.commandLine().getErr()::println);
        return loaded;
    }
}
