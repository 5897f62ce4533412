package io.podium.standalone.command;

import static java.util.Objects.requireNonNull;

import io.podium.operations.administration.RulePublisher;
import io.podium.operations.administration.RulePublisher.Change;
import io.podium.operations.administration.RulePublisher.Plan;
import io.podium.operations.administration.TableTopic;
import io.podium.operations.log.CommittedLog;
import io.podium.rules.authoring.Names;
import io.podium.rules.authoring.RuleFiles;
import io.podium.rules.authoring.RuleProblem;
import io.podium.rules.evaluation.RuleSet;
import io.podium.rules.program.ProgramParser;
import io.podium.rules.program.Versioned;
import io.podium.rules.scenario.ScenarioFiles;
import io.podium.schemas.rule.RuleVersion;
import io.podium.schemas.topic.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code podium rules}: an author's and an operator's tools for rule files. */
@Command(name = "rules", description = "Checks, tries and publishes rule files.", mixinStandardHelpOptions = true)
final class RulesCommand {

    @Spec
    private CommandSpec spec;

    /** Whose rules, in which cluster. */
    static final class Live {
        @Option(names = "--tenant", required = true)
        private String tenantId;

        @Mixin
        private KafkaOptions kafka;

        @Mixin
        private GenerationOption generation;

        String tenantId() {
            return TenantIds.checked(tenantId);
        }

        /** A tenant is whoever has rules or a key; a name that has neither may be misspelt, and is reported. */
        boolean warnIfUnknown(Collection<RuleVersion> rules, CommandSpec command) throws IOException {
            Set<String> known = new TreeSet<>();
            rules.forEach(version -> known.add(version.tenantId()));
            try {
                kafka.table(Topics.API_KEYS).read().values().forEach(key -> known.add(key.tenantId()));
            } catch (RuntimeException e) {
                return false; // who may publish rules need not be allowed to see keys; then nothing is known
            }
            if (!known.contains(tenantId())) {
                command.commandLine()
                        .getErr()
                        .println("podium: tenant " + tenantId() + " is unknown: it has neither rules nor keys"
                                + Names.didYouMean(tenantId(), known));
            }
            return !known.contains(tenantId());
        }

        TableTopic<RuleVersion> table() throws IOException {
            return kafka.table(Topics.RULES.withSuffix(generation.suffix()));
        }

        CommittedLog log() throws IOException {
            return kafka.log().ofGeneration(generation.suffix());
        }
    }

    @Command(
            name = "validate",
            description = "Reports every problem of the rule files in a directory, and warns of what is right and will "
                    + "hardly do what it should; exit code 1 when there is a problem.",
            mixinStandardHelpOptions = true)
    int validate(
            @Parameters(paramLabel = "DIR") Path directory,
            @Option(names = "--strict", description = "Exit code 1 when there is a warning, too.") boolean strict)
            throws IOException {
        RuleFiles.Loaded loaded = load(directory);
        if (!loaded.problems().isEmpty()) {
            return 1;
        }
        int warnings = warn(loaded);
        out().println(Counted.of(loaded.definitions().size(), "definition") + ", no problems"
                + (warnings == 0 ? "" : ", " + Counted.of(warnings, "warning")));
        return strict && warnings > 0 ? 1 : 0;
    }

    private int warn(RuleFiles.Loaded loaded) {
        List<RuleProblem> warnings = RuleFiles.warnings(loaded, Instant.now());
        warnings.forEach(warning -> spec.commandLine().getErr().println(warning.asWarning()));
        return warnings.size();
    }

    @Command(
            name = "test",
            description = "Runs the scenarios in DIR/scenarios against the rules in DIR, without a broker; exit code 1 "
                    + "when one does not end as it expects.",
            mixinStandardHelpOptions = true)
    int test(@Parameters(paramLabel = "DIR") Path directory) throws IOException {
        RuleFiles.Loaded loaded = load(directory);
        if (!loaded.problems().isEmpty()) {
            return 1;
        }
        RuleSet rules = new RuleSet(loaded.definitions().stream()
                .map(definition -> new Versioned<>(definition.program(), Instant.EPOCH))
                .toList());
        Map<String, byte[]> files = RuleFiles.scenarios(directory);
        ScenarioFiles.Report report = new ScenarioFiles().run(files, rules);
        report.problems().forEach(spec.commandLine().getErr()::println);
        if (report.scenarios() == 0 && report.problems().isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("expected scenario files in " + directory.resolve("scenarios") + ", but there are none");
            return 1;
        }
        out().println(Counted.of(report.scenarios(), "scenario") + ", " + report.failed() + " failed");
        return report.problems().isEmpty() ? 0 : 1;
    }

    @Command(
            name = "diff",
            description = "Shows what apply would change; exit code 0 in any case, 1 when the files have problems.",
            mixinStandardHelpOptions = true)
    int diff(@Parameters(paramLabel = "DIR") Path directory, @Mixin Live live) throws IOException {
        RuleFiles.Loaded loaded = load(directory);
        if (!loaded.problems().isEmpty()) {
            return 1;
        }
        Instant from = RulePublisher.effectiveFrom(null, Instant.now());
        show(
                RulePublisher.plan(live.tenantId(), live.table().read().values(), loaded.definitions(), from),
                "would be in force from ");
        return 0;
    }

    @Command(
            name = "apply",
            description =
                    "Makes the rule files of a directory a tenant's rules: all of them or, on a problem, none. What "
                            + "is not in the directory is retired, running contests too; that needs --prune, or a yes.",
            mixinStandardHelpOptions = true)
    int apply(
            @Parameters(paramLabel = "DIR") Path directory,
            @Mixin Live live,
            @Option(
                            names = "--from",
                            paramLabel = "INSTANT",
                            description = "From when the changes are in force; at least 10 s ahead (default: that).")
                    Instant asked,
            @Option(names = "--prune", description = "Retires what is not in DIR, without asking.") boolean prune)
            throws IOException {
        RuleFiles.Loaded loaded = load(directory);
        if (!loaded.problems().isEmpty()) {
            return 1;
        }
        warn(loaded);
        TableTopic<RuleVersion> table = live.table();
        Map<String, RuleVersion> versions = table.read();
        Instant now = Instant.now();
        Instant from = RulePublisher.effectiveFrom(asked, now);
        Plan plan = RulePublisher.plan(live.tenantId(), versions.values(), loaded.definitions(), from);
        List<Change> retired = Pruning.of(plan);
        if (!retired.isEmpty() && !prune && !new Pruning(spec).agreed(retired, directory, now)) {
            return 1;
        }
        live.warnIfUnknown(versions.values(), spec);
        table.write(plan.records());
        show(plan, "in force from ");
        return 0;
    }

    @Command(
            name = "list",
            description = "Lists a tenant's rules: those in force, those to come, those retired.",
            mixinStandardHelpOptions = true)
    int list(@Mixin Live live) throws IOException {
        Instant now = Instant.now();
        Collection<RuleVersion> all = live.table().read().values();
        List<RuleVersion> versions = RulePublisher.of(live.tenantId(), all);
        if (live.warnIfUnknown(all, spec)) {
            return 1;
        }
        for (RuleVersion version : versions) {
            boolean superseded = versions.stream()
                    .anyMatch(other -> other.kind() == version.kind()
                            && other.id().equals(version.id())
                            && other.effectiveFrom().isAfter(version.effectiveFrom())
                            && !other.effectiveFrom().isAfter(now));
            String state = version.effectiveFrom().isAfter(now)
                    ? "to come"
                    : superseded ? "superseded" : version.isRetirement() ? "retired" : "in force";
            out().printf(
                            "%-10s %-30s %-10s from %s%s%n",
                            version.kind().wireName(),
                            version.id(),
                            state,
                            version.effectiveFrom(),
                            version.isRetirement() && !state.equals("retired") ? " (retirement)" : "");
        }
        return 0;
    }

    private void show(Plan plan, String when) {
        PrintWriter out = out();
        plan.retiredContests().forEach(id -> spec.commandLine()
                .getErr()
                .println("warning: contest " + id
                        + " was retired; if it had begun, it is over, and another one takes another id"));
        for (Change change : plan.changes()) {
            RuleVersion version = change.version();
            out.println(change.step().name().toLowerCase(Locale.ROOT) + " "
                    + version.kind().wireName() + " " + version.id());
            if (change.step() == RulePublisher.Step.CHANGE) {
                DefinitionDiff.lines(requireNonNull(change.before()).definition(), version.definition())
                        .forEach(line -> out.println("    " + line));
            }
        }
        out.println(Counted.of(plan.changes().size(), "change") + ", " + plan.unchanged() + " unchanged"
                + (plan.changes().isEmpty()
                        ? ""
                        : ", " + when + plan.changes().get(0).version().effectiveFrom()));
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private RuleFiles.Loaded load(Path directory) throws IOException {
        return load(directory, spec);
    }

    /** Reads rule files, and reports all problems on the error stream of a command. */
    static RuleFiles.Loaded load(Path directory, CommandSpec command) throws IOException {
        RuleFiles.Loaded loaded = new RuleFiles(new ProgramParser()).readDirectory(directory);
        loaded.problems().forEach(command.commandLine().getErr()::println);
        return loaded;
    }
}
