package io.podium.benchmarks.pipeline;

import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Writing and reading the records and the state that each event of the pipeline benchmark has. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class SerdeBenchmark {

    @Param
    SampleRecords.Kind record;

    private Serializer<Object> writer;
    private Deserializer<Object> reader;
    private Object value;
    private byte[] bytes;

    @Setup(Level.Trial)
    public void make() {
        SampleRecords.Sample sample = SampleRecords.ofStarter().get(record);
        writer = sample.serde().serializer();
        reader = sample.serde().deserializer();
        value = sample.value();
        bytes = sample.bytes();
    }

    @Benchmark
    public byte[] write() {
        return writer.serialize("any", value);
    }

    @Benchmark
    public Object read() {
        return reader.deserialize("any", bytes);
    }
}
