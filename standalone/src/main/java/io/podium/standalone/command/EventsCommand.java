package io.podium.standalone.command;

import io.podium.operations.trace.EventTrace;
import io.podium.schemas.rule.RuleVersion;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code podium events}: what happened to single events. */
@Command(name = "events", description = "Shows what happened to single events.", mixinStandardHelpOptions = true)
final class EventsCommand {

    private static final Duration A_WEEK = Duration.ofDays(7);

    @Spec
    private CommandSpec spec;

    @Command(
            name = "trace",
            description =
                    "What happened to an event: its arrival, the verdict, what each rule made of it or why not, and "
                            + "its outcomes; exit code 1 when there is no such event.",
            mixinStandardHelpOptions = true)
    int trace(
            @Parameters(paramLabel = "EVENT_ID_OR_KEY", description = "An event id, or an idempotency key.")
                    String idOrKey,
            @Mixin RulesCommand.Live live,
            @Option(
                            names = "--since",
                            paramLabel = "INSTANT",
                            description = "How far back to look for a key (default: a week).")
                    @Nullable
                    Instant since)
            throws IOException {
        EventTrace trace =
                new EventTrace(live.log(), live.tenantId(), spec.commandLine().getOut()::println);
        Instant from = since == null ? Instant.now().minus(A_WEEK) : since;
        Collection<RuleVersion> rules = live.table().read().values();
        live.warnIfUnknown(rules, spec);
        return trace.report(idOrKey, from, rules) ? 0 : 1;
    }
}
