package io.podium.benchmarks.pipeline;

import io.podium.schemas.topic.Topics;
import io.podium.stream.store.TimeBuckets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Podium's three stages without Podium: the same hops, stores, reads, writes and record sizes, but nothing is parsed or
 * decided. What the engine could do at best with Kafka Streams as it is.
 */
final class BareTopology {

    private static final TimeBuckets DAY = TimeBuckets.of(Duration.ofHours(24));
    private static final byte[] PARTICIPANT = filled(260);
    private static final byte[] RESULT = filled(420);
    private static final byte[] OUTCOME = filled(360);
    private static final byte[] CHALLENGE_OUTCOME = filled(480);
    private static final byte[] SCORE = filled(300);
    private static final byte[] STANDING = filled(60);
    private static final byte[] SCORED = filled(200);

    private final Topology topology = new Topology();
    private final String suffix;

    private BareTopology(String suffix) {
        this.suffix = suffix;
    }

    static Topology build(String suffix) {
        return new BareTopology(suffix).wire();
    }

    private Topology wire() {
        source(Topics.RAW_EVENTS.name());
        topology.addProcessor("one", One::new, Topics.RAW_EVENTS.name());
        topology.addStateStore(DAY.store("keys", Serdes.ByteArray()), "one");
        sink(Topics.ACCEPTED_EVENTS.name(), "one");

        source(Topics.ACCEPTED_EVENTS.name() + suffix);
        topology.addProcessor("two", Two::new, Topics.ACCEPTED_EVENTS.name() + suffix);
        keyValue("participants", "two");
        topology.addStateStore(DAY.store("results", Serdes.ByteArray()), "two");
        sink(Topics.POINTS_OUTCOMES.name(), "two");
        sink(Topics.CHALLENGE_OUTCOMES.name(), "two");
        sink(Topics.CONTEST_SCORES.name(), "two");

        source(Topics.CONTEST_SCORES.name() + suffix);
        topology.addProcessor("three", Three::new, Topics.CONTEST_SCORES.name() + suffix);
        keyValue("standings", "three");
        topology.addStateStore(DAY.store("scored", Serdes.ByteArray()), "three");
        sink(Topics.CONTEST_OUTCOMES.name(), "three");
        return topology;
    }

    private void source(String topic) {
        topology.addSource(topic, new StringDeserializer(), new ByteArrayDeserializer(), topic);
    }

    private void sink(String topic, String parent) {
        topology.addSink("to-" + topic, topic + suffix, new StringSerializer(), new ByteArraySerializer(), parent);
    }

    private void keyValue(String name, String processor) {
        topology.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.ByteArray()),
                processor);
    }

    private static byte[] filled(int size) {
        return "x".repeat(size).getBytes(StandardCharsets.UTF_8);
    }

    private abstract static class Stage implements Processor<String, byte[], String, byte[]> {
        ProcessorContext<String, byte[]> context;

        @Override
        public void init(ProcessorContext<String, byte[]> newContext) {
            context = newContext;
        }

        final void forward(String key, byte[] value, long timestamp, String topic) {
            context.forward(new Record<>(key, value, timestamp), "to-" + topic);
        }
    }

    private static final class One extends Stage {
        private WindowStore<String, byte[]> keys;

        @Override
        public void init(ProcessorContext<String, byte[]> newContext) {
            super.init(newContext);
            keys = context.getStateStore("keys");
        }

        @Override
        public void process(Record<String, byte[]> record) {
            long now = context.currentStreamTimeMs();
            if (DAY.find(keys, record.key(), now, entry -> true).isEmpty()) {
                keys.put(record.key(), STANDING, DAY.startOf(now));
                String participant = "t|p" + Math.floorMod(record.key().hashCode(), PipelineBenchmark.PARTICIPANTS);
                forward(participant, record.value(), record.timestamp(), Topics.ACCEPTED_EVENTS.name());
            }
        }
    }

    private static final class Two extends Stage {
        private KeyValueStore<String, byte[]> participants;
        private WindowStore<String, byte[]> results;
        private long events;

        @Override
        public void init(ProcessorContext<String, byte[]> newContext) {
            super.init(newContext);
            participants = context.getStateStore("participants");
            results = context.getStateStore("results");
        }

        @Override
        public void process(Record<String, byte[]> record) {
            participants.get(record.key());
            participants.put(record.key(), PARTICIPANT);
            results.put("evt_01HWABCDEFGHJKMNPQ" + events++, RESULT, DAY.startOf(context.currentStreamTimeMs()));
            forward(record.key(), OUTCOME, record.timestamp(), Topics.POINTS_OUTCOMES.name());
            forward(record.key(), CHALLENGE_OUTCOME, record.timestamp(), Topics.CHALLENGE_OUTCOMES.name());
            forward("t|cup" + record.key().length() % 2, SCORE, record.timestamp(), Topics.CONTEST_SCORES.name());
        }
    }

    private static final class Three extends Stage {
        private KeyValueStore<String, byte[]> standings;
        private WindowStore<String, byte[]> scored;
        private long events;

        @Override
        public void init(ProcessorContext<String, byte[]> newContext) {
            super.init(newContext);
            standings = context.getStateStore("standings");
            scored = context.getStateStore("scored");
        }

        @Override
        public void process(Record<String, byte[]> record) {
            String participant = record.key() + "|p" + events++ % PipelineBenchmark.PARTICIPANTS;
            standings.put(participant, STANDING);
            scored.put("cup|evt_01HWABCDEFGHJKMNPQ" + events, SCORED, DAY.startOf(context.currentStreamTimeMs()));
            forward(participant, OUTCOME, record.timestamp(), Topics.CONTEST_OUTCOMES.name());
        }
    }

    /** The topics that it writes, without the suffix. */
    static List<String> written() {
        return Topics.written().stream().map(topic -> topic.name()).toList();
    }
}
