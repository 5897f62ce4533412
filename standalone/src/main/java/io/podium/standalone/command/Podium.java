package io.podium.standalone.command;

import static java.util.Objects.requireNonNull;

import io.podium.standalone.setup.HaltOnOutOfMemory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of Podium. */
@Command(
        name = "podium",
        description = "Turns events into points, tiers, badges, challenges and contests, exactly once.",
        subcommands = {
            DevCommand.class,
            IngestCommand.class,
            ProcessorCommand.class,
            ReplayCommand.class,
            EventsCommand.class,
            BackfillCommand.class,
            BacktestCommand.class,
            GenerationCommand.class,
            ExportCommand.class,
            SqlCommand.class,
            TopicsCommand.class,
            RulesCommand.class,
            KeysCommand.class
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class Podium {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = CommandLine.ScopeType.INHERIT,
            description =
                    "Properties file with settings, named as the options are (also: PODIUM_CONFIG). Each option can "
                            + "also come from the environment, as PODIUM_ and its name.")
    @SuppressWarnings("UnusedVariable") // read by Settings, before the arguments are parsed
    private @Nullable Path config;

    private Podium() {}

    /** Runs a command; exit codes: 0 done, 1 it failed, 2 the arguments were wrong. */
    public static void main(String[] arguments) {
        HaltOnOutOfMemory.install();
        System.exit(run(commandLine(), arguments, System.getenv()));
    }

    /** Runs a command with settings from the arguments, the environment and the file that one of them names. */
    static int run(CommandLine commandLine, String[] arguments, Map<String, String> environment) {
        try {
            Settings settings = Settings.of(environment, Settings.file(arguments, environment));
            List<String> problems = settings.problems(commandLine.getCommandSpec());
            if (!problems.isEmpty()) {
                problems.forEach(problem -> commandLine.getErr().println("podium: " + problem));
                return 2;
            }
            commandLine.setDefaultValueProvider(settings);
        } catch (IOException e) {
            commandLine.getErr().println("podium: expected a settings file that can be read, but " + e);
            return 2;
        }
        int exit = execute(commandLine, arguments);
        commandLine.getOut().flush(); // what was printed without a new line at its end is not shown by itself
        commandLine.getErr().flush();
        return exit;
    }

    private static int execute(CommandLine commandLine, String[] arguments) {
        try {
            return commandLine.execute(arguments);
        } catch (NoClassDefFoundError e) {
            commandLine
                    .getErr()
                    .println("podium: expected podium-all.jar for this command, but this jar has no "
                            + requireNonNull(e.getMessage()).replace('/', '.'));
            return 1;
        }
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Podium());
        Versions.reportIn(commandLine);
        return commandLine
                .registerConverter(Instant.class, Values::instant)
                .setParameterExceptionHandler(new UnknownArguments())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println("podium: " + Failures.message(failure));
                    return 1;
                });
    }
}
