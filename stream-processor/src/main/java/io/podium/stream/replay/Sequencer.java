package io.podium.stream.replay;

import io.podium.schemas.event.EventHeaders;
import io.podium.stream.clock.Heartbeat;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Stands before a stage in a replay and gives it its records in the order of the live run. How several partitions
 * interleave in a topic is decided once, by the live run, and is written down in that topic alone: the sequencer takes
 * order and heartbeats from the live topic and contents from the replay's own, each record waiting for its turn. A
 * record that the live run did not have is never passed on.
 */
public final class Sequencer<V> implements Processor<String, V, String, V> {

    private static final long TAIL = -1;
    private static final long HEAD = -2;

    private final Stores stores;
    private final String liveTopic;
    private final Function<V, String> idOf;
    private ProcessorContext<String, V> context;
    private KeyValueStore<String, Waiting<V>> contents;
    private KeyValueStore<Long, Turn> order;

    /** The stores of a sequencer, by name. */
    public record Stores(String contents, String order) {}

    /** A record of the replay that waits for its turn. */
    public record Waiting<V>(String key, V value, long timestamp) {}

    /**
     * A position in the live order.
     *
     * @param id of the record; null for a heartbeat
     * @param heartbeat the partition whose time it carries; -1 for a record
     * @param place offset in the live topic; for the two counters in the same store, their value
     */
    public record Turn(@Nullable String id, int heartbeat, long timestamp, long place) {
        static Turn counter(long value) {
            return new Turn(null, -1, 0, value);
        }
    }

    /**
     * Puts records into the order of a topic.
     *
     * @param idOf what a record is recognised by in both runs
     */
    public Sequencer(Stores stores, String liveTopic, Function<V, String> idOf) {
        this.stores = stores;
        this.liveTopic = liveTopic;
        this.idOf = idOf;
    }

    @Override
    public void init(ProcessorContext<String, V> newContext) {
        context = newContext;
        contents = context.getStateStore(stores.contents());
        order = context.getStateStore(stores.order());
    }

    @Override
    public void process(Record<String, V> record) {
        var place = context.recordMetadata().orElseThrow();
        boolean heartbeat = Heartbeat.is(record.value(), record.headers());
        if (place.topic().equals(liveTopic)) {
            long tail = counter(TAIL);
            order.put(
                    tail,
                    heartbeat
                            ? new Turn(null, Heartbeat.source(record.headers()), record.timestamp(), place.offset())
                            : new Turn(idOf.apply(record.value()), -1, record.timestamp(), place.offset()));
            order.put(TAIL, Turn.counter(tail + 1));
        } else if (!heartbeat) {
            contents.put(idOf.apply(record.value()), new Waiting<>(record.key(), record.value(), record.timestamp()));
        }
        drain();
    }

    private void drain() {
        long head = counter(HEAD);
        long next = head;
        while (take(order.get(next))) {
            order.delete(next++);
        }
        if (next > head) {
            order.put(HEAD, Turn.counter(next));
        }
    }

    /** Whether it was this one's turn. */
    private boolean take(@Nullable Turn turn) {
        if (turn == null) {
            return false;
        } else if (turn.id() == null) {
            context.forward(Heartbeat.of(turn.heartbeat(), turn.timestamp()));
            return true;
        }
        Waiting<V> waiting = contents.get(turn.id());
        if (waiting == null) {
            return false;
        }
        contents.delete(turn.id());
        RecordHeaders headers = new RecordHeaders();
        headers.add(EventHeaders.PLACE, Long.toString(turn.place()).getBytes(StandardCharsets.UTF_8));
        context.forward(new Record<>(waiting.key(), waiting.value(), waiting.timestamp(), headers));
        return true;
    }

    private long counter(long name) {
        Turn counter = order.get(name);
        return counter == null ? 0 : counter.place();
    }
}
