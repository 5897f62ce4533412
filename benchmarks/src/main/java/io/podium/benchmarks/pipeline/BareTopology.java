package io.podium.benchmarks.pipeline;

import io.podium.benchmarks.pipeline.SampleRecords.Kind;
import io.podium.schemas.topic.Topics;
import io.podium.stream.store.TimeBuckets;
import io.podium.stream.topology.StoreNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
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
 * Podium's three stages without Podium: the same sources, hops, stores, reads, writes, keys and sizes of records, but
 * nothing is parsed or decided. What the engine could do at best with Kafka Streams as it is. The only thing that it
 * looks at is the number of the event, which stands at the end of its key, so that keys come in the product's order.
 */
final class BareTopology {

    private static final TimeBuckets DAY = TimeBuckets.of(Duration.ofHours(24));
    private static final SampleRecords SIZES = SampleRecords.ofStarter();
    private static final int ACCEPTED_BYTES = SIZES.size(Kind.ACCEPTED_EVENT);
    private static final int SCORE_BYTES = SIZES.size(Kind.CONTEST_SCORE);
    private static final byte[] ENTRY = filled(SIZES.size(Kind.DEDUP_ENTRY));
    private static final byte[] PARTICIPANT = filled(SIZES.size(Kind.PARTICIPANT));
    private static final byte[] RESULT = filled(SIZES.size(Kind.EVENT_RESULT));
    private static final byte[] POINTS_OUTCOME = filled(SIZES.size(Kind.POINTS_OUTCOME));
    private static final byte[] CHALLENGE_OUTCOME = filled(SIZES.size(Kind.CHALLENGE_OUTCOME));
    private static final byte[] STANDING = filled(SIZES.size(Kind.STANDING));
    private static final byte[] SCORED = filled(SIZES.size(Kind.CONTEST_RESULT));
    private static final byte[] CONTEST_OUTCOME = filled(SIZES.size(Kind.CONTEST_OUTCOME));

    private static final String CONTEST = "t|april_quiz_cup";
    private static final int DIGITS = 8;
    /** With the digits as long as an event's id. */
    private static final String EVENT_ID = "evt_01HWABCDEFGHJKMNPQ";

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
        source(Topics.REKEYED_EVENTS.name());
        topology.addProcessor("one", One::new, Topics.RAW_EVENTS.name(), Topics.REKEYED_EVENTS.name());
        topology.addStateStore(DAY.store(StoreNames.DEDUP_KEYS, Serdes.ByteArray()), "one");
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

    /** A record of some size that begins with an event's number, in {@value #DIGITS} digits. */
    private static byte[] numbered(String number, int size) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) '0');
        byte[] digits = number.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, bytes, DIGITS - digits.length, digits.length);
        return bytes;
    }

    private static String number(byte[] numbered) {
        return new String(numbered, 0, DIGITS, StandardCharsets.US_ASCII);
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
            keys = context.getStateStore(StoreNames.DEDUP_KEYS);
        }

        @Override
        public void process(Record<String, byte[]> record) {
            long now = context.currentStreamTimeMs();
            String key = "t|" + record.key();
            if (isAbsent(key, now)) {
                keys.put(key, ENTRY, DAY.startOf(now));
                String participant =
                        "t|" + record.key().substring(0, record.key().indexOf(':'));
                byte[] accepted = numbered(record.key().substring(record.key().lastIndexOf(':') + 1), ACCEPTED_BYTES);
                forward(participant, accepted, record.timestamp(), Topics.ACCEPTED_EVENTS.name());
            }
        }

        /** Asks the store itself, bucket by bucket. */
        private boolean isAbsent(String key, long now) {
            for (long start = DAY.startOf(now); start >= DAY.oldestStart(now); start -= DAY.bucketMs()) {
                if (keys.fetch(key, start) != null) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final class Two extends Stage {
        private KeyValueStore<String, byte[]> participants;
        private WindowStore<String, byte[]> results;

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
            String number = number(record.value());
            results.put(EVENT_ID + number, RESULT, DAY.startOf(context.currentStreamTimeMs()));
            forward(record.key(), POINTS_OUTCOME, record.timestamp(), Topics.POINTS_OUTCOMES.name());
            forward(record.key(), CHALLENGE_OUTCOME, record.timestamp(), Topics.CHALLENGE_OUTCOMES.name());
            byte[] score = numbered(number, SCORE_BYTES);
            forward(CONTEST, score, record.timestamp(), Topics.CONTEST_SCORES.name());
        }
    }

    private static final class Three extends Stage {
        private KeyValueStore<String, byte[]> standings;
        private WindowStore<String, byte[]> scored;

        @Override
        public void init(ProcessorContext<String, byte[]> newContext) {
            super.init(newContext);
            standings = context.getStateStore("standings");
            scored = context.getStateStore("scored");
        }

        @Override
        public void process(Record<String, byte[]> record) {
            String number = number(record.value());
            String participant = "t|p" + Integer.parseInt(number) % Pipeline.PARTICIPANTS;
            standings.put(CONTEST + "|" + participant.substring(2), STANDING);
            scored.put("april_quiz_cup|" + EVENT_ID + number, SCORED, DAY.startOf(context.currentStreamTimeMs()));
            forward(participant, CONTEST_OUTCOME, record.timestamp(), Topics.CONTEST_OUTCOMES.name());
        }
    }

    /** The topics that it writes, without the suffix. */
    static List<String> written() {
        return Topics.written().stream().map(topic -> topic.name()).toList();
    }
}
