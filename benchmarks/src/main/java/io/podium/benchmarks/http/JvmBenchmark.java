package io.podium.benchmarks.http;

import static java.util.Objects.requireNonNull;

import io.podium.benchmarks.DevProcess;
import io.podium.benchmarks.report.Samples;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What options of the JVM give: single events with verdict per second that development mode takes in its first minute
 * and in ten seconds after it, a fresh start for each, in rounds. Arguments: the executable jar, rounds.
 */
final class JvmBenchmark {

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

    /**
     * Requests per second, and milliseconds of the processor's time per 1,000 requests, which noisy machines blur
     * less.
     */
    private record Rate(double perSecond, double cpuMillis) {
        @Override
        public String toString() {
            return "%,.0f requests/s (%,.0f ms of CPU per 1,000)".formatted(perSecond, cpuMillis);
        }
    }

    public static void main(String[] arguments) throws IOException {
        int rounds = Integer.parseInt(arguments[1]);
        Map<String, Rates> first = new LinkedHashMap<>();
        Map<String, Rates> then = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, List<String>> variant : VARIANTS.entrySet()) {
                List<String> options = new ArrayList<>(variant.getValue());
                options.add("-Xmx1g");
                try (DevProcess podium = DevProcess.start(arguments[0], options)) {
                    Rate inFirst = measured(podium, 0, FIRST_SECONDS);
                    Rate after = measured(podium, 1, THEN_SECONDS);
                    first.computeIfAbsent(variant.getKey(), name -> new Rates()).add(inFirst);
                    then.computeIfAbsent(variant.getKey(), name -> new Rates()).add(after);
                    System.out.printf(
                            "round %d: %s: first minute %s, then %s%n", round + 1, variant.getKey(), inFirst, after);
                }
            }
        }
        VARIANTS.keySet()
                .forEach(name -> System.out.printf(
                        "jvm: %s: first minute %s, then %s, medians of %d%n",
                        name,
                        requireNonNull(first.get(name)).median(),
                        requireNonNull(then.get(name)).median(),
                        rounds));
    }

    private static Rate measured(DevProcess podium, int run, double seconds) {
        Duration before = cpu(podium);
        double perSecond = new Load(podium.port(), "/api/v1/ingest/events", new Events(run).single())
                .closed(CONNECTIONS, seconds)
                .perSecond();
        return new Rate(perSecond, cpu(podium).minus(before).toMillis() / (perSecond * seconds) * 1_000);
    }

    private static Duration cpu(DevProcess podium) {
        return podium.process().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** The two figures of a variant in all rounds. */
    private record Rates(Samples perSecond, Samples cpuMillis) {
        Rates() {
            this(new Samples(), new Samples());
        }

        void add(Rate rate) {
            perSecond.add(rate.perSecond());
            cpuMillis.add(rate.cpuMillis());
        }

        Rate median() {
            return new Rate(perSecond.median(), cpuMillis.median());
        }
    }
}
