package io.podium.standalone.command;

import io.podium.operations.backtest.Backtest;
import io.podium.operations.backtest.BacktestReport;
import io.podium.operations.backtest.ReportPages;
import io.podium.operations.log.CommittedLog;
import io.podium.rules.authoring.RuleFiles;
import io.podium.schemas.json.Json;
import io.podium.schemas.rule.RuleVersion;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code podium backtest}: what other rules would have done. */
@Command(
        name = "backtest",
        description =
                "Runs a tenant's history under other rules, beside the rules as they were, and reports what would "
                        + "differ. Reads only; the live run does not notice.",
        mixinStandardHelpOptions = true)
final class BacktestCommand implements Callable<Integer> {

    private static final long REPORT_EVERY = 1_000_000;

    @Mixin
    private RulesCommand.Live live;

    @Option(
            names = "--rules",
            paramLabel = "DIR",
            required = true,
            description = "Rule files, all that the tenant would have had.")
    private Path rules;

    @Option(
            names = "--from",
            paramLabel = "INSTANT",
            defaultValue = "1970-01-01T00:00:00Z",
            description = "From when on the other rules are in force, and it is counted (default: the beginning).")
    private Instant from;

    @Option(names = "--to", paramLabel = "INSTANT", description = "What arrived later is left out (default: now).")
    private @Nullable Instant to;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Writes backtest.txt, backtest.json and backtest.html there.")
    private @Nullable Path directory;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        RuleFiles.Loaded loaded = RulesCommand.load(rules, spec);
        if (!loaded.problems().isEmpty()) {
            return 1;
        }
        Collection<RuleVersion> versions = live.table().read().values();
        live.warnIfUnknown(versions, spec);
        Backtest backtest =
                new Backtest(live.tenantId(), versions, loaded.definitions(), from, to == null ? Instant.now() : to);
        PrintWriter out = spec.commandLine().getOut();
        BacktestReport report = run(backtest, live.log(), spec);
        out.print(ReportPages.text(report));
        if (directory != null) {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("backtest.txt"), ReportPages.text(report));
            Files.write(directory.resolve("backtest.json"), Json.write(report));
            Files.writeString(directory.resolve("backtest.html"), ReportPages.html(report));
            out.println("written: " + directory.resolve("backtest.html"));
        }
        return 0;
    }

    /** Runs a backtest with states in a directory of its own, and reports how far it is. */
    static BacktestReport run(Backtest backtest, CommittedLog log, CommandSpec spec) throws IOException {
        Path scratch = Files.createTempDirectory("podium-backtest");
        try {
            return backtest.run(log, scratch, read -> {
                if (read % REPORT_EVERY == 0) {
                    spec.commandLine().getErr().println(String.format("%,d records read", read));
                }
            });
        } finally {
            Directories.delete(scratch);
        }
    }
}
