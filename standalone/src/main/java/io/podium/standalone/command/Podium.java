package io.podium.standalone.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of Podium. */
@Command(
        name = "podium",
        description = "Turns events into points, tiers, badges, challenges and contests, exactly once.",
        subcommands = {
            DevCommand.class,
            IngestCommand.class,
            ProcessorCommand.class,
            ReplayCommand.class,
            TopicsCommand.class,
            RulesCommand.class,
            KeysCommand.class
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class Podium {
    private Podium() {}

    /** Runs a command; exit codes: 0 done, 1 it failed, 2 the words were wrong. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Podium())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println("podium: " + failure.getMessage());
                    return 1;
                });
    }
}
