package io.podium.benchmarks;

import io.podium.benchmarks.report.Figures;
import io.podium.benchmarks.report.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How long development mode takes from the JVM's start until it says that it is ready, each time with an empty data
 * directory: by itself, and as {@code scripts/dev} starts it, with the classes that a first run kept (class-data
 * sharing), in pairs. Arguments: the executable jar, pairs of starts, options for both.
 */
public final class StartBenchmark {

    private final String jar;
    private final List<String> options;

    private StartBenchmark(String jar, List<String> options) {
        this.jar = jar;
        this.options = options;
    }

    public static void main(String[] arguments) throws IOException {
        int pairs = Integer.parseInt(arguments[1]);
        StartBenchmark benchmark =
                new StartBenchmark(arguments[0], Arrays.asList(arguments).subList(2, arguments.length));
        Samples alone = new Samples();
        Samples shared = new Samples();
        try (TemporaryDirectory archives = TemporaryDirectory.create("podium-start-")) {
            Path archive = archives.path().resolve("podium.jsa");
            benchmark.secondsToReady("-XX:ArchiveClassesAtExit=" + archive);
            for (int pair = 0; pair < pairs; pair++) {
                double byItself = benchmark.secondsToReady("-Xshare:auto");
                double withShared = benchmark.secondsToReady("-XX:SharedArchiveFile=" + archive);
                alone.add(byItself);
                shared.add(withShared);
                System.out.printf(
                        "pair %d ready after %.1f s, with shared classes %.1f s%n", pair + 1, byItself, withShared);
            }
        }
        Figures.note("start, seconds until ready by number of the start", 1, alone.median());
        Figures.note("start, seconds until ready by number of the start", 2, shared.median());
        System.out.printf(
                "start: ready after %s s, with shared classes %s s, medians of %d%n",
                alone.reported(1), shared.reported(1), pairs);
    }

    private double secondsToReady(String sharing) throws IOException {
        List<String> all = new ArrayList<>(options);
        all.add(sharing);
        try (DevProcess podium = DevProcess.start(jar, all)) {
            return podium.secondsToReady();
        }
    }
}
