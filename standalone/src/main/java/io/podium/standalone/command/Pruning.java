package io.podium.standalone.command;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.operations.administration.RulePublisher.Change;
import io.podium.operations.administration.RulePublisher.Plan;
import io.podium.operations.administration.RulePublisher.Step;
import io.podium.schemas.json.DateTime;
import io.podium.schemas.rule.RuleKind;
import io.podium.schemas.rule.RuleVersion;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Whether rules that files no longer name may be retired: an operator on a terminal is asked, a script must say so. */
final class Pruning {

    private final PrintWriter err;
    private final @Nullable Supplier<String> answers;

    Pruning(CommandSpec command) {
        this(command.commandLine().getErr(), terminal());
    }

    /**
     * Asks on a stream.
     *
     * @param answers null where nobody can be asked
     */
    Pruning(PrintWriter err, @Nullable Supplier<String> answers) {
        this.err = err;
        this.answers = answers;
    }

    @SuppressWarnings("SystemConsoleNull") // see isTerminal
    private static @Nullable Supplier<String> terminal() {
        Console console = System.console();
        return console != null && isTerminal(console) ? console::readLine : null;
    }

    /** From Java 22 on there may be a console that nobody sits at, and only that one knows. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /** What a plan retires. */
    static List<Change> of(Plan plan) {
        return plan.changes().stream()
                .filter(change -> change.step() == Step.RETIRE)
                .toList();
    }

    /** Reports what would be retired, and asks. */
    boolean agreed(List<Change> retired, Path directory, Instant now) {
        err.println(directory + " lacks " + Counted.of(retired.size(), "rule") + " that the tenant has:");
        for (Change change : retired) {
            RuleVersion gone = requireNonNull(change.before());
            err.println("    " + gone.kind().wireName() + " " + gone.id() + (isRunning(gone, now) ? " (running)" : ""));
        }
        if (answers == null) {
            err.println(
                    "podium: expected --prune to retire them, or their files, but neither came; nothing was changed");
            return false;
        }
        err.print("Retire them? [y/N] ");
        err.flush();
        String answer = answers.get();
        boolean yes = answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
        if (!yes) {
            err.println("nothing was changed");
        }
        return yes;
    }

    private static boolean isRunning(RuleVersion version, Instant now) {
        ObjectNode contest = requireNonNull(version.definition());
        if (version.kind() != RuleKind.CONTEST || contest.path("draft").asBoolean()) {
            return false;
        }
        try {
            Instant start = DateTime.parse(contest.path("starts_at").asText());
            Instant end = DateTime.parse(contest.path("ends_at").asText());
            return !now.isBefore(start) && now.isBefore(end);
        } catch (DateTimeException e) {
            return false;
        }
    }
}
