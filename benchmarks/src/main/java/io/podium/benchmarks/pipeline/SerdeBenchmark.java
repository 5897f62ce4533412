package io.podium.benchmarks.pipeline;

import io.podium.schemas.json.JsonSerde;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
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

/**
 * Writing and reading the records and the state that each event of the pipeline benchmark has: as the product does it,
 * and all as JSON by Jackson's data binding, which takes no code of ours.
 */
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
    private Serializer<Object> bindingWriter;
    private Deserializer<Object> bindingReader;
    private byte[] json;

    @Setup(Level.Trial)
    public void make() {
        SampleRecords.Sample sample = SampleRecords.ofStarter().get(record);
        writer = sample.serde().serializer();
        reader = sample.serde().deserializer();
        value = sample.value();
        bytes = sample.bytes();
        Serde<Object> binding = binding(value.getClass());
        bindingWriter = binding.serializer();
        bindingReader = binding.deserializer();
        json = bindingWriter.serialize("any", value);
    }

    @SuppressWarnings("unchecked") // of the class of the value that is written and read
    private static Serde<Object> binding(Class<?> type) {
        return (Serde<Object>) new JsonSerde<>(type);
    }

    @Benchmark
    public byte[] write() {
        return writer.serialize("any", value);
    }

    @Benchmark
    public Object read() {
        return reader.deserialize("any", bytes);
    }

    @Benchmark
    public byte[] writeByBinding() {
        return bindingWriter.serialize("any", value);
    }

    @Benchmark
    public Object readByBinding() {
        return bindingReader.deserialize("any", json);
    }
}
