package io.podium.benchmarks;

import io.podium.benchmarks.report.Figures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * How long development mode takes from the JVM's start until it says that it is ready, each time with an empty data
 * directory: by itself, and with the classes that an earlier run kept (class-data sharing), in pairs. Arguments: the
 * executable jar, pairs of starts.
 */
public final class StartBenchmark {

    private static final int STOP_SECONDS = 60;

    private final String jar;

    private StartBenchmark(String jar) {
        this.jar = jar;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int pairs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        StartBenchmark benchmark = new StartBenchmark(arguments[0]);
        double[] alone = new double[pairs];
        double[] shared = new double[pairs];
        try (TemporaryDirectory archives = TemporaryDirectory.create("podium-start-")) {
            Path archive = archives.path().resolve("podium.jsa");
            benchmark.secondsToReady("-XX:ArchiveClassesAtExit=" + archive);
            for (int pair = 0; pair < pairs; pair++) {
                alone[pair] = benchmark.secondsToReady("-Xshare:auto");
                shared[pair] = benchmark.secondsToReady("-XX:SharedArchiveFile=" + archive);
                System.out.printf(
                        "pair %d ready after %.1f s, with shared classes %.1f s%n",
                        pair + 1, alone[pair], shared[pair]);
            }
        }
        Arrays.sort(alone);
        Arrays.sort(shared);
        Figures.note("start, seconds until ready by number of the start", 1, alone[pairs / 2]);
        Figures.note("start, seconds until ready by number of the start", 2, shared[pairs / 2]);
        System.out.printf(
                "start: ready after %.1f s (%.1f to %.1f), with shared classes %.1f s (%.1f to %.1f), medians of %d%n",
                alone[pairs / 2], alone[0], alone[pairs - 1], shared[pairs / 2], shared[0], shared[pairs - 1], pairs);
    }

    private double secondsToReady(String sharing) throws IOException, InterruptedException {
        try (TemporaryDirectory data = TemporaryDirectory.create("podium-start-")) {
            long began = System.nanoTime();
            Process podium = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            sharing,
                            "-Xmx1g",
                            "-jar",
                            jar,
                            "dev",
                            "--port",
                            "0",
                            "--kafka-port",
                            "0",
                            "--data-dir",
                            data.path().toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                ReadyLine.of(podium);
                return (System.nanoTime() - began) / 1e9;
            } finally {
                podium.destroy();
                if (!podium.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                    podium.destroyForcibly().waitFor();
                }
            }
        }
    }
}
