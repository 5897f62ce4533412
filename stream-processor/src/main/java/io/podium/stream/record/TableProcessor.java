package io.podium.stream.record;

import java.util.function.BiConsumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Feeds a small topic, which every node reads whole before it processes its first event, to whoever reads it: what the
 * store has at the start, then each record as it comes.
 */
public final class TableProcessor implements Processor<String, byte[], Void, Void> {

    private final String storeName;
    private final BiConsumer<String, byte[]> reader;
    private KeyValueStore<String, byte[]> store;

    /**
     * A processor of a global store.
     *
     * @param reader takes key and value of each record, the value null for a tombstone; throws nothing
     */
    public TableProcessor(String storeName, BiConsumer<String, byte[]> reader) {
        this.storeName = storeName;
        this.reader = reader;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        store = context.getStateStore(storeName);
        try (KeyValueIterator<String, byte[]> restored = store.all()) {
            while (restored.hasNext()) {
                KeyValue<String, byte[]> entry = restored.next();
                reader.accept(entry.key, entry.value);
            }
        }
    }

    @Override
    public void process(Record<String, byte[]> record) {
        store.put(record.key(), record.value());
        reader.accept(record.key(), record.value());
    }
}
