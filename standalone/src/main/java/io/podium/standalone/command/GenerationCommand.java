package io.podium.standalone.command;

import io.podium.operations.administration.ExistingTopics;
import io.podium.operations.administration.LogOffsets;
import io.podium.operations.administration.RulePublisher;
import io.podium.operations.administration.TableTopic;
import io.podium.operations.administration.TopicSetup;
import io.podium.operations.backtest.Backtest;
import io.podium.operations.backtest.BacktestReport.Decisions;
import io.podium.operations.log.CommittedLog;
import io.podium.rules.authoring.Names;
import io.podium.rules.authoring.RuleFiles;
import io.podium.schemas.rule.RuleVersion;
import io.podium.schemas.topic.Topics;
import io.podium.stream.engine.EngineConfig;
import io.podium.stream.mode.RunMode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code podium generation}: the whole history under rules that were changed for the past, to take over the live run.
 */
@Command(
        name = "generation",
        description = "Makes a further live run with topics and rules of its own, which processes the log from its "
                + "beginning and can take over when it has caught up.",
        mixinStandardHelpOptions = true)
final class GenerationCommand {

    /** So few records are what lies around between two commits. */
    private static final long CAUGHT_UP = 1_000;

    @Spec
    private CommandSpec spec;

    /** What of the rules is changed. */
    static final class Change {
        @Option(names = "--tenant", description = "Whose rules are changed for the past.")
        private @Nullable String tenantId;

        @Option(names = "--rules", paramLabel = "DIR", description = "What they are instead.")
        private @Nullable Path directory;

        @Option(
                names = "--from",
                paramLabel = "INSTANT",
                defaultValue = "1970-01-01T00:00:00Z",
                description = "From when on (default: the beginning).")
        private Instant from;

        @Option(
                names = "--no-count",
                description = "Does not count the commands that the generation decides otherwise, for which all of the "
                        + "history is read.")
        private boolean uncounted;
    }

    @Command(
            name = "create",
            description =
                    "Creates the generation's topics, and its rules: those that there are, or with --rules others for "
                            + "a tenant from an instant on. Processors with --generation NAME run it.",
            mixinStandardHelpOptions = true)
    int create(@Parameters(paramLabel = "NAME") String name, @Mixin KafkaOptions kafka, @Mixin Change change)
            throws IOException {
        RunMode generation = new RunMode.Generation(name);
        if ((change.tenantId == null) != (change.directory == null)) {
            throw new IllegalArgumentException(
                    "expected --tenant and --rules together, but one came without the other");
        }
        Collection<RuleVersion> versions = kafka.table(Topics.RULES).read().values();
        if (change.tenantId != null && change.directory != null) {
            TenantIds.checked(change.tenantId);
            RuleFiles.Loaded loaded = RulesCommand.load(change.directory, spec);
            if (!loaded.problems().isEmpty()) {
                return 1;
            }
            if (versions.stream().noneMatch(version -> version.tenantId().equals(change.tenantId))) {
                Set<String> known =
                        versions.stream().map(RuleVersion::tenantId).collect(Collectors.toCollection(TreeSet::new));
                spec.commandLine()
                        .getErr()
                        .println("podium: tenant " + change.tenantId + " has no rules so far"
                                + Names.didYouMean(change.tenantId, known)
                                + "; the generation has those of the directory for it");
            }
            if (!change.uncounted) {
                warnOfRefusals(
                        new Backtest(change.tenantId, versions, loaded.definitions(), change.from, Instant.now()),
                        kafka.log());
            }
            versions = RulePublisher.asIf(change.tenantId, versions, loaded.definitions(), change.from);
        }
        try (Admin admin = kafka.admin()) {
            new TopicSetup(admin).applyGeneration(generation.suffix());
        }
        TableTopic<RuleVersion> table = kafka.table(generation.rules());
        if (!table.read().isEmpty()) {
            throw new IllegalStateException("expected a new generation, but "
                    + generation.rules().name() + " has rules already; delete it first, or use another name");
        }
        table.write(versions.stream()
                .collect(Collectors.toMap(RuleVersion::recordKey, Function.identity(), (one, other) -> other)));
        out().println("generation " + name + ": " + versions.size() + " versions of rules, topics end in "
                + generation.suffix());
        out().println("run it with: podium processor --generation " + name + " --state-dir DIR ...");
        return 0;
    }

    /** A command that was answered is decided anew, and whoever has the answer does not hear of that. */
    private void warnOfRefusals(Backtest backtest, CommittedLog log) throws IOException {
        if (log.ranges(Topics.RAW_COMMANDS, null).stream().allMatch(range -> range.length() == 0)) {
            return;
        }
        Decisions refused = BacktestCommand.run(backtest, log, spec).refused();
        if (refused.total() > 0) {
            String kinds = refused.byKind().entrySet().stream()
                    .map(kind -> String.format("%,d %s", kind.getValue(), kind.getKey()))
                    .collect(Collectors.joining(", "));
            spec.commandLine()
                    .getErr()
                    .println("podium: " + Counted.of(refused.total(), "command")
                            + (refused.total() == 1 ? " that was" : " that were")
                            + " done would be refused in the generation (" + kinds
                            + "); a backtest shows which");
        }
    }

    @Command(
            name = "status",
            description =
                    "Reports how far a generation is behind the log; exit code 0 when it has caught up, 1 when not.",
            mixinStandardHelpOptions = true)
    int status(
            @Parameters(paramLabel = "NAME") String name,
            @Mixin KafkaOptions kafka,
            @Option(
                            names = "--application-id",
                            defaultValue = EngineConfig.APPLICATION_ID,
                            description = "Default: ${DEFAULT-VALUE}.")
                    String applicationId)
            throws IOException {
        try (Admin admin = kafka.admin()) {
            RunMode generation = new RunMode.Generation(name);
            new ExistingTopics(admin).requireGeneration(name, generation.suffix());
            String application = applicationId + generation.suffix();
            LogOffsets offsets = new LogOffsets(admin);
            long behind = offsets.behind(application);
            boolean begun = offsets.hasBegun(application) && new TopicSetup(admin).isRunning(application);
            out().println(String.format("generation %s is %,d records behind", name, behind)
                    + (begun ? "" : "; no processor of " + application + " runs it yet"));
            return begun && behind < CAUGHT_UP ? 0 : 1;
        }
    }

    @Command(
            name = "delete",
            description = "Deletes the topics of a generation that no processor runs any more.",
            mixinStandardHelpOptions = true)
    int delete(
            @Parameters(paramLabel = "NAME") String name,
            @Mixin KafkaOptions kafka,
            @Option(
                            names = "--application-id",
                            defaultValue = EngineConfig.APPLICATION_ID,
                            description = "Default: ${DEFAULT-VALUE}.")
                    String applicationId)
            throws IOException {
        RunMode generation = new RunMode.Generation(name);
        String application = applicationId + generation.suffix();
        try (Admin admin = kafka.admin()) {
            TopicSetup topics = new TopicSetup(admin);
            if (topics.isRunning(application)) {
                throw new IllegalStateException(
                        "expected a generation that nobody runs, but processors of " + application + " do");
            }
            int deleted = topics.deleteReplay(application, generation.suffix()).size();
            if (deleted == 0) {
                throw new IllegalStateException("expected a generation, but there is none of the name " + name);
            }
            kafka.claims().release(generation);
            out().println("deleted " + deleted + " topic(s)");
        }
        return 0;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
