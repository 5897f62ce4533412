package io.podium.benchmarks.pipeline;

import io.podium.benchmarks.report.Samples;
import io.podium.schemas.config.KafkaConfig;
import io.podium.stream.engine.EngineConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What each setting of a processor gives or costs in events per second, beside the defaults in the same run: the
 * defaults run before each changed setting. Prints the median of the ratios. Arguments: events per run, pairs of runs
 * of each, what the names of the settings to be measured begin with (all without it).
 */
public final class SettingsBenchmark {

    private static final int PARTITIONS = 4;

    private SettingsBenchmark() {}

    public static void main(String[] arguments) {
        int events = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 400_000;
        int pairs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        String prefix = arguments.length > 2 ? arguments[2] : "";
        Map<String, UnaryOperator<EngineConfig>> changes = changes();
        changes.keySet().removeIf(name -> !name.startsWith(prefix));
        Map<String, Samples> ratios = new LinkedHashMap<>();
        try (Pipeline pipeline = new Pipeline(events, PARTITIONS)) {
            pipeline.podium(pipeline.config("-warm-up"));
            pipeline.podium(pipeline.config("-warm-up-2"));
            for (int pair = 0; pair < pairs; pair++) {
                for (Map.Entry<String, UnaryOperator<EngineConfig>> change : changes.entrySet()) {
                    String name = "-" + pair + "-" + change.getKey().replaceAll("[^a-z0-9]", "");
                    double defaults = pipeline.podium(pipeline.config(name + "-defaults"));
                    double changed = pipeline.podium(change.getValue().apply(pipeline.config(name)));
                    System.out.printf("%s: %,.0f/s beside %,.0f/s%n", change.getKey(), changed, defaults);
                    ratios.computeIfAbsent(change.getKey(), setting -> new Samples())
                            .add(changed / defaults);
                }
            }
        }
        System.out.printf("| setting | events/s beside the defaults |%n| --- | --- |%n");
        ratios.forEach((setting, all) -> System.out.printf("| %s | %s |%n", setting, all.reported(2)));
    }

    private static Map<String, UnaryOperator<EngineConfig>> changes() {
        Map<String, UnaryOperator<EngineConfig>> changes = new LinkedHashMap<>();
        changes.put("threads 2", config -> config.with(config.group().withThreads(2)));
        changes.put("producer.compression.type none", config -> with(config, "producer.compression.type", "none"));
        changes.put("producer.batch.size 16 KiB", config -> with(config, "producer.batch.size", "16384"));
        changes.put(
                "without exactly-once", config -> config.with(config.commits().givingUpExactlyOnce()));
        changes.put(
                "ledger-retention PT0S", config -> config.with(config.stores().withoutLedger()));
        return changes;
    }

    private static EngineConfig with(EngineConfig config, String setting, String value) {
        return config.with(new KafkaConfig(config.kafka().bootstrapServers(), Map.of(setting, value)));
    }
}
