package io.podium.standalone.command;

import io.podium.rules.authoring.Names;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is informed of words that a command does not understand: the first wrong one, and what was probably meant. */
final class UnknownArguments implements IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException failure, String[] words) {
        CommandSpec command = failure.getCommandLine().getCommandSpec();
        PrintWriter err = failure.getCommandLine().getErr();
        List<String> unmatched = failure instanceof UnmatchedArgumentException wrong
                ? wrong.getUnmatched()
                : failure.getCommandLine().getUnmatchedArguments();
        String message = unmatched.isEmpty() ? failure.getMessage() : unknown(unmatched, command);
        err.println(command.qualifiedName() + ": " + message);
        err.println("try " + command.qualifiedName() + " --help");
        err.flush();
        return CommandLine.ExitCode.USAGE;
    }

    private static String unknown(List<String> unmatched, CommandSpec command) {
        String first = unmatched.stream()
                .filter(word -> word.startsWith("-"))
                .findFirst()
                .orElse(unmatched.get(0));
        String name = first.contains("=") ? first.substring(0, first.indexOf('=')) : first;
        if (name.startsWith("-")) {
            Set<String> options = new TreeSet<>(command.optionsMap().keySet());
            return "unknown option " + name + Names.didYouMean(name, options);
        }
        Set<String> commands = new TreeSet<>(command.subcommands().keySet());
        return (commands.isEmpty() ? "unexpected argument " : "unknown command ")
                + name
                + Names.didYouMean(name, commands);
    }
}
