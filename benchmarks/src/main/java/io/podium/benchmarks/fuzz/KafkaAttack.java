package io.podium.benchmarks.fuzz;

import io.podium.schemas.event.EventHeaders;
import io.podium.schemas.topic.Topic;
import io.podium.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Records of any kind written to {@code raw-events}: garbage, forged marks and ids, other keys and partitions than the
 * event's, timestamps of the past and the future, and now and then a transaction that is aborted.
 */
final class KafkaAttack implements Attack {

    private static final int AT_ONCE = 100;
    private static final int ABORTED = 20;
    private static final int PARTITIONS = 2;
    private static final long HOUR = 3_600_000;

    private final long seed;
    private final Findings findings;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaProducer<byte[], byte[]> aborting;

    KafkaAttack(long seed, String bootstrap, Findings findings) {
        this.seed = seed;
        this.findings = findings;
        producer = producer(Map.of("bootstrap.servers", bootstrap, "linger.ms", 10, "max.block.ms", 30_000));
        aborting = producer(Map.of("bootstrap.servers", bootstrap, "transactional.id", "fuzz-" + seed));
        aborting.initTransactions();
    }

    private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> settings) {
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public String kind() {
        return "kafka";
    }

    @Override
    public int send(long number) {
        Chance chance = new Chance(seed, kind(), number);
        if (chance.oneIn(40)) {
            aborting.beginTransaction();
            for (int i = 0; i < ABORTED; i++) {
                send(aborting, chance);
            }
            aborting.abortTransaction();
            return ABORTED;
        }
        for (int i = 0; i < AT_ONCE; i++) {
            send(producer, chance);
        }
        producer.flush();
        return AT_ONCE;
    }

    /** What the broker refuses is refused; what it takes is the processors' matter. */
    private void send(KafkaProducer<byte[], byte[]> by, Chance chance) {
        ProducerRecord<byte[], byte[]> record = record(chance);
        findings.sent(kind(), reported(record));
        try {
            by.send(record, (placed, failure) -> {});
        } catch (KafkaException e) {
            // too large, or a timestamp that can't be: never in the log
        }
    }

    private ProducerRecord<byte[], byte[]> record(Chance chance) {
        EventTexts events = new EventTexts(chance);
        byte[] value =
                switch (chance.below(10)) {
                    case 0 -> chance.bytes(chance.size(500));
                    case 1 -> null;
                    case 2 -> events.batch(chance.below(3));
                    default -> events.body();
                };
        byte[] key =
                switch (chance.below(6)) {
                    case 0 -> null;
                    case 1 -> chance.bytes(chance.size(300));
                    default -> events.key().getBytes(StandardCharsets.UTF_8);
                };
        boolean commands = chance.oneIn(10);
        if (commands && value != null) {
            value = new CommandTexts(chance).record();
        }
        Integer partition = chance.oneIn(4) ? chance.below(PARTITIONS) : null;
        Topic<byte[], byte[]> topic = commands ? Topics.RAW_COMMANDS : Topics.RAW_EVENTS;
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic.name(), partition, timestamp(chance), key, value);
        if (!chance.oneIn(8)) {
            header(record, EventHeaders.TENANT, chance.oneIn(20) ? chance.text() : chance.of(Names.TENANTS));
        }
        if (chance.oneIn(6)) {
            String name = chance.of(
                    EventHeaders.EVENT_ID,
                    EventHeaders.HEARTBEAT,
                    EventHeaders.SYNC,
                    EventHeaders.IMPORT_ROW,
                    EventHeaders.PLACE,
                    EventHeaders.DLQ_REASON,
                    chance.text());
            header(record, name, chance.of("", "0", "1", "evt_01M875XD855NTJ3T5CHHCG0HDM", chance.text()));
        }
        if (chance.oneIn(40)) {
            record.headers().add(chance.word(4), null);
        }
        return record;
    }

    private static void header(ProducerRecord<byte[], byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Mostly none of its own; else before or behind the clock. */
    private static @Nullable Long timestamp(Chance chance) {
        return switch (chance.below(30)) {
            case 0 -> System.currentTimeMillis() + chance.below((int) HOUR);
            case 1 -> System.currentTimeMillis() - chance.below((int) HOUR * 72);
            case 2 -> (long) chance.below(1_000_000);
            case 3 -> Math.abs(chance.any());
            default -> null;
        };
    }

    private static byte[] reported(ProducerRecord<byte[], byte[]> record) {
        return record.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
        aborting.close();
    }
}
