package io.podium.ingest.live;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/** What streams count: how many there are, what was pushed, and how often a client had to draw anew. */
public final class StreamMetrics {

    private static final String STREAMS = "podium.streams";
    private static final String RESETS = "podium.streams.resets";

    private final MeterRegistry registry;
    private final Counter pushed;
    private final Map<Reset, Counter> resets = new EnumMap<>(Reset.class);

    public StreamMetrics(MeterRegistry registry) {
        this.registry = registry;
        pushed = Counter.builder("podium.streams.events")
                .description("Events pushed to clients that follow.")
                .register(registry);
        for (Reset reset : Reset.values()) {
            resets.put(
                    reset,
                    Counter.builder(RESETS)
                            .tag("reason", reset.wireName())
                            .description("Streams whose clients must draw anew: they missed too much, read too slowly,"
                                    + " or their node stops.")
                            .register(registry));
        }
    }

    void pushed() {
        pushed.increment();
    }

    void reset(Reset reason) {
        requireNonNull(resets.get(reason)).increment();
    }

    /** How many clients follow. */
    void open(Supplier<Number> streams) {
        Gauge.builder(STREAMS, streams)
                .description("Clients that follow outcomes or boards now.")
                .register(registry);
    }
}
