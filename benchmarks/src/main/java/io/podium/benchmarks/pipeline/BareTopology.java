package io.podium.benchmarks.pipeline;

import io.podium.benchmarks.pipeline.SampleRecords.Kind;
import io.podium.schemas.topic.Topics;
import io.podium.stream.engine.Engine;
import io.podium.stream.engine.EngineConfig;
import io.podium.stream.ledger.EventRefs;
import io.podium.stream.store.TimeBuckets;
import io.podium.stream.topology.StoreNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Podium's three stages without Podium: the same sources, hops, stores, reads, writes, keys and records, but nothing
 * is parsed or decided. What the engine could do at best with Kafka Streams as it is. The only thing that it looks at
 * is the number of the event, which stands at the end of its key, so that keys come in the product's order and
 * records differ as the product's do.
 */
public final class BareTopology {

    /** Hears from the stream thread how far stage 1 has come; what the product answers verdicts by. */
    @FunctionalInterface
    public interface Progress {
        void reached(int partition, long offset);
    }

    /** How many there are: the event of number n is of participant n modulo this, which the third stage relies on. */
    public static final int PARTICIPANTS = 5_000;

    private static final TimeBuckets DAY = TimeBuckets.of(Duration.ofHours(24));
    private static final TimeBuckets LEDGER = TimeBuckets.fine(Duration.ofDays(400));
    private static final SampleRecords SAMPLES = SampleRecords.ofStarter();
    private static final Template ACCEPTED = SAMPLES.template(Kind.ACCEPTED_EVENT);
    private static final Template SCORE = SAMPLES.template(Kind.CONTEST_SCORE);
    private static final Template ENTRY = SAMPLES.template(Kind.DEDUP_ENTRY);
    private static final Template PARTICIPANT = SAMPLES.template(Kind.PARTICIPANT);
    private static final Template KEPT = SAMPLES.template(Kind.LEDGER_ENTRY);
    private static final Template CHUNK = SAMPLES.template(Kind.LEDGER_CHUNK);
    private static final Template POINTS_OUTCOME = SAMPLES.template(Kind.POINTS_OUTCOME);
    private static final Template CHALLENGE_OUTCOME = SAMPLES.template(Kind.CHALLENGE_OUTCOME);
    private static final Template STANDING = SAMPLES.template(Kind.STANDING);
    private static final Template SCORED = SAMPLES.template(Kind.CONTEST_RESULT);
    private static final Template CONTEST_OUTCOME = SAMPLES.template(Kind.CONTEST_OUTCOME);

    private static final String CONTEST = "t|april_quiz_cup";
    /** With the digits of a number as long as an event's id. */
    private static final String EVENT_ID = "evt_01HWABCDEFGHJKMNPQ";

    private final Topology topology = new Topology();
    private final String suffix;

    private BareTopology(String suffix) {
        this.suffix = suffix;
    }

    /** The product's settings, but commits at an interval, as Kafka Streams does by itself. */
    public static Properties settings(EngineConfig config, Duration commitInterval) {
        Properties settings = Engine.settings(config);
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitInterval.toMillis());
        return settings;
    }

    /** Reads the product's own events. */
    static Topology build(String suffix) {
        return build(Topics.RAW_EVENTS.name(), suffix, (partition, offset) -> {});
    }

    /**
     * Reads events of another topic.
     *
     * @param suffix ends the names of the topics that it writes
     */
    public static Topology build(String rawEvents, String suffix, Progress progress) {
        return new BareTopology(suffix).wire(rawEvents, progress);
    }

    private Topology wire(String rawEvents, Progress progress) {
        source(rawEvents);
        source(Topics.REKEYED_EVENTS.name());
        topology.addProcessor("one", () -> new One(progress), rawEvents, Topics.REKEYED_EVENTS.name());
        topology.addStateStore(DAY.store(StoreNames.DEDUP_KEYS, Serdes.ByteArray()), "one");
        sink(Topics.ACCEPTED_EVENTS.name(), "one");

        source(Topics.ACCEPTED_EVENTS.name() + suffix);
        topology.addProcessor("two", Two::new, Topics.ACCEPTED_EVENTS.name() + suffix);
        keyValue(StoreNames.PARTICIPANTS, "two");
        topology.addStateStore(LEDGER.store(StoreNames.LEDGER, Serdes.ByteArray()), "two");
        sink(Topics.POINTS_OUTCOMES.name(), "two");
        sink(Topics.CHALLENGE_OUTCOMES.name(), "two");
        sink(Topics.CONTEST_SCORES.name(), "two");

        source(Topics.CONTEST_SCORES.name() + suffix);
        topology.addProcessor("three", Three::new, Topics.CONTEST_SCORES.name() + suffix);
        keyValue(StoreNames.STANDINGS, "three");
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

    private static String eventId(byte[] number) {
        return EVENT_ID + new String(number, StandardCharsets.US_ASCII);
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
        private final Progress progress;
        private WindowStore<String, byte[]> keys;

        One(Progress progress) {
            this.progress = progress;
        }

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
                byte[] number =
                        Template.digits(record.key().substring(record.key().lastIndexOf(':') + 1));
                keys.put(key, ENTRY.with(number), DAY.startOf(now));
                String participant =
                        "t|" + record.key().substring(0, record.key().indexOf(':'));
                forward(participant, ACCEPTED.with(number), record.timestamp(), Topics.ACCEPTED_EVENTS.name());
            }
            RecordMetadata position = context.recordMetadata().orElseThrow();
            progress.reached(position.partition(), position.offset());
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
        private WindowStore<String, byte[]> ledger;

        @Override
        public void init(ProcessorContext<String, byte[]> newContext) {
            super.init(newContext);
            participants = context.getStateStore(StoreNames.PARTICIPANTS);
            ledger = context.getStateStore(StoreNames.LEDGER);
        }

        @Override
        public void process(Record<String, byte[]> record) {
            participants.get(record.key());
            byte[] number = ACCEPTED.number(record.value());
            participants.put(record.key(), PARTICIPANT.with(number));
            long bucket = LEDGER.startOf(context.currentStreamTimeMs());
            ledger.put(eventId(number), KEPT.with(number), bucket);
            int event = Integer.parseInt(new String(number, StandardCharsets.US_ASCII)) / PARTICIPANTS;
            if (event % EventRefs.MOST == EventRefs.MOST - 1) {
                ledger.put(record.key() + "|" + event / EventRefs.MOST, CHUNK.with(number), bucket);
            }
            forward(record.key(), POINTS_OUTCOME.with(number), record.timestamp(), Topics.POINTS_OUTCOMES.name());
            forward(record.key(), CHALLENGE_OUTCOME.with(number), record.timestamp(), Topics.CHALLENGE_OUTCOMES.name());
            forward(CONTEST, SCORE.with(number), record.timestamp(), Topics.CONTEST_SCORES.name());
        }
    }

    private static final class Three extends Stage {
        private KeyValueStore<String, byte[]> standings;
        private WindowStore<String, byte[]> scored;

        @Override
        public void init(ProcessorContext<String, byte[]> newContext) {
            super.init(newContext);
            standings = context.getStateStore(StoreNames.STANDINGS);
            scored = context.getStateStore("scored");
        }

        @Override
        public void process(Record<String, byte[]> record) {
            byte[] number = SCORE.number(record.value());
            int event = Integer.parseInt(new String(number, StandardCharsets.US_ASCII));
            String participant = "t|p" + event % PARTICIPANTS;
            standings.put(CONTEST + "|" + participant.substring(2), STANDING.with(number));
            scored.put(
                    "april_quiz_cup|" + eventId(number),
                    SCORED.with(number),
                    DAY.startOf(context.currentStreamTimeMs()));
            forward(participant, CONTEST_OUTCOME.with(number), record.timestamp(), Topics.CONTEST_OUTCOMES.name());
        }
    }

    /** The topics that it writes, without the suffix. */
    static List<String> written() {
        return Topics.written().stream().map(topic -> topic.name()).toList();
    }
}
