package io.podium.ingest.live;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What streams count: how many there are, what was pushed, and how often a client had to draw anew. */
public final class StreamMetrics {

    private static final String STREAMS = "podium.streams";
    private static final String RESETS = "podium.streams.resets";

    private final MeterRegistry registry;
    private final Counter pushed;
    private final Map<String, Counter> resets;

    public StreamMetrics(MeterRegistry registry) {
        this.registry = registry;
        pushed = Counter.builder("podium.streams.events")
                .description("Events pushed to clients that follow.")
                .register(registry);
        resets = List.of("gap", "slow", "drain").stream()
                .collect(Collectors.toMap(reason -> reason, reason -> Counter.builder(RESETS)
                        .tag("reason", reason)
                        .description("Streams whose clients must draw anew: they missed too much, read too slowly,"
                                + " or their node stops.")
                        .register(registry)));
    }

    void pushed() {
        pushed.increment();
    }

    void reset(String reason) {
        Counter counter = resets.get(reason);
        if (counter != null) {
            counter.increment();
        }
    }

    /** How many clients follow. */
    void open(Supplier<Number> streams) {
        Gauge.builder(STREAMS, streams)
                .description("Clients that follow outcomes or boards now.")
                .register(registry);
    }
}
