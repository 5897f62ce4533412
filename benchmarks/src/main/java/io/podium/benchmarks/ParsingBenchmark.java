package io.podium.benchmarks;

import io.podium.schemas.event.ParsedEvent;
import io.podium.schemas.event.RawEventParser;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Parsing of the contract's purchase: what every door does to every event. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class ParsingBenchmark {

    private final byte[] purchase = ("{\"participant_id\":\"p_8a3f\",\"event_type\":\"purchase_completed\","
                    + "\"attributes\":{\"amount\":1250,\"currency\":\"INR\",\"category\":\"skincare\","
                    + "\"items\":[\"sku_42\",\"sku_71\"]},\"occurred_at\":\"2026-04-30T10:42:00Z\","
                    + "\"idempotency_key\":\"p_8a3f:order_4271\",\"source\":\"checkout-service\"}")
            .getBytes(StandardCharsets.UTF_8);

    @Benchmark
    public ParsedEvent parse() {
        return RawEventParser.parse(purchase);
    }
}
