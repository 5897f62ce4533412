package io.podium.stream.record;

import io.podium.schemas.event.SkippedRecord;
import io.podium.schemas.json.Json;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Feeds {@code skipped-records}, which every node reads whole before its first event, into {@link SkippedRecords}. */
public final class SkippedRecordsProcessor implements Processor<String, byte[], Void, Void> {

    private static final Logger LOG = LoggerFactory.getLogger(SkippedRecordsProcessor.class);

    private final String storeName;
    private final SkippedRecords records;
    private KeyValueStore<String, byte[]> store;

    public SkippedRecordsProcessor(String storeName, SkippedRecords records) {
        this.storeName = storeName;
        this.records = records;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        store = context.getStateStore(storeName);
        try (KeyValueIterator<String, byte[]> restored = store.all()) {
            while (restored.hasNext()) {
                KeyValue<String, byte[]> entry = restored.next();
                publish(entry.key, entry.value);
            }
        }
    }

    @Override
    public void process(Record<String, byte[]> record) {
        store.put(record.key(), record.value());
        publish(record.key(), record.value());
    }

    private void publish(String key, byte[] value) {
        try {
            records.publish(key, value == null ? null : Json.read(value, SkippedRecord.class));
        } catch (RuntimeException e) {
            LOG.error("expected a record to skip under {}, but {}", key, e.getMessage());
        }
    }
}
