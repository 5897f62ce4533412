package io.podium.benchmarks.http;

import io.podium.benchmarks.DevProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What options of the JVM give: single events with verdict per second that development mode takes in its first minute and
 * in ten seconds after it, a fresh start for each, in rounds. Arguments: the executable jar, rounds.
 */
final class JvmBenchmark {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final int CONNECTIONS = 32;
    private static final double FIRST_SECONDS = 60;
    private static final double THEN_SECONDS = 10;
    private static final Map<String, List<String>> VARIANTS = variants();

    private JvmBenchmark() {}

    private static Map<String, List<String>> variants() {
        Map<String, List<String>> variants = new LinkedHashMap<>();
        variants.put("the JVM's choice (G1)", List.of("-XX:+UseG1GC"));
        variants.put("parallel collector", List.of("-XX:+UseParallelGC"));
        variants.put("parallel collector, huge pages", List.of("-XX:+UseParallelGC", "-XX:+UseTransparentHugePages"));
        return variants;
    }

    public static void main(String[] arguments) throws IOException {
        int rounds = Integer.parseInt(arguments[1]);
        double[][] first = new double[VARIANTS.size()][rounds];
        double[][] then = new double[VARIANTS.size()][rounds];
        for (int round = 0; round < rounds; round++) {
            int variant = 0;
            for (Map.Entry<String, List<String>> each : VARIANTS.entrySet()) {
                List<String> options = new ArrayList<>(each.getValue());
                options.add("-Xmx1g");
                try (DevProcess podium = DevProcess.start(JAVA, arguments[0], options)) {
                    first[variant][round] = perSecond(podium.port(), 0, FIRST_SECONDS);
                    then[variant][round] = perSecond(podium.port(), 1, THEN_SECONDS);
                }
                System.out.printf(
                        "round %d: %s: %,.0f requests/s in the first minute, then %,.0f%n",
                        round + 1, each.getKey(), first[variant][round], then[variant][round]);
                variant++;
            }
        }
        int variant = 0;
        for (String name : VARIANTS.keySet()) {
            System.out.printf(
                    "jvm: %s: %,.0f requests/s in the first minute (%.2f of the first line), then %,.0f (%.2f), medians of %d%n",
                    name,
                    median(first[variant]),
                    median(first[variant]) / median(first[0]),
                    median(then[variant]),
                    median(then[variant]) / median(then[0]),
                    rounds);
            variant++;
        }
    }

    private static double perSecond(int port, int run, double seconds) {
        return new Load(port, "/api/v1/ingest/events", new Events(run).single())
                .closed(CONNECTIONS, seconds)
                .perSecond();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
