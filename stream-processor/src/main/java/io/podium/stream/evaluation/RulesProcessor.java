package io.podium.stream.evaluation;

import io.podium.rules.book.RuleBook;
import io.podium.schemas.event.Problem;
import io.podium.schemas.json.Json;
import io.podium.schemas.rule.RuleVersion;
import io.podium.stream.record.StageCounters;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds the rules topic, which every node reads whole before it processes its first event, into the
 * {@link RuleBook}. A record that is no rule is told in the log and counted; the rules before it stay in force.
 */
public final class RulesProcessor implements Processor<String, byte[], Void, Void> {

    private static final Logger LOG = LoggerFactory.getLogger(RulesProcessor.class);

    private final String storeName;
    private final RuleBook book;
    private final StageCounters counters;
    private KeyValueStore<String, byte[]> store;

    public RulesProcessor(String storeName, RuleBook book, StageCounters counters) {
        this.storeName = storeName;
        this.book = book;
        this.counters = counters;
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
        if (record.value() != null) {
            publish(record.key(), record.value());
        }
    }

    private void publish(String key, byte[] value) {
        try {
            List<Problem> problems = book.publish(Json.read(value, RuleVersion.class));
            if (!problems.isEmpty()) {
                refuse(key, problems.toString());
            }
        } catch (RuntimeException e) {
            refuse(key, e.getMessage());
        }
    }

    private void refuse(String key, String reason) {
        counters.refusedRule();
        LOG.error("rule {} is not taken in, the rules before it stay in force: {}", key, reason);
    }
}
