package io.podium.standalone.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** Runs commands within the test's JVM, as their users type them. */
public final class PodiumRun {

    private PodiumRun() {}

    /** Runs a command that must succeed; what it printed. */
    public static String of(String... words) {
        StringWriter out = new StringWriter();
        int exit = run(out, words);
        if (exit != 0) {
            throw new IllegalStateException(
                    "expected exit 0 of " + String.join(" ", words) + ", but " + exit + ": " + out);
        }
        return out.toString();
    }

    /** Runs a command; its exit code. */
    public static int exitOf(String... words) {
        return run(new StringWriter(), words);
    }

    /** Runs a command that must fail; the lines that it printed. */
    public static List<String> failing(String... words) {
        StringWriter out = new StringWriter();
        int exit = run(out, words);
        if (exit != 1) {
            throw new IllegalStateException(
                    "expected exit 1 of " + String.join(" ", words) + ", but " + exit + ": " + out);
        }
        return out.toString().lines().toList();
    }

    private static int run(StringWriter out, String... words) {
        CommandLine commandLine = Podium.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(out, true));
        return Podium.run(commandLine, words, Map.of());
    }
}
