package io.podium.stream.clock;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Stands beside a stage and passes its time on to the next one: a heartbeat whenever all partitions in front of the
 * stage have come further. Looks at nothing but heartbeats.
 */
public final class HeartbeatProcessor<K, V> implements Processor<K, V, K, V> {

    private final String storeName;
    private final int sources;
    private ProcessorContext<K, V> context;
    private Watermarks watermarks;

    /** Keeps watermarks of so many partitions in the store of that name. */
    public HeartbeatProcessor(String storeName, int sources) {
        this.storeName = storeName;
        this.sources = sources;
    }

    @Override
    public void init(ProcessorContext<K, V> newContext) {
        context = newContext;
        watermarks = new Watermarks(context.getStateStore(storeName), sources);
    }

    @Override
    public void process(Record<K, V> record) {
        if (Heartbeat.is(record.value(), record.headers())) {
            watermarks
                    .advance(record)
                    .ifPresent(
                            now -> context.forward(Heartbeat.of(context.taskId().partition(), now)));
        }
    }
}
