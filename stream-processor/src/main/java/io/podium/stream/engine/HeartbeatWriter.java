package io.podium.stream.engine;

import io.podium.schemas.event.EventHeaders;
import io.podium.schemas.event.HeartbeatMark;
import io.podium.schemas.json.Json;
import io.podium.schemas.node.NodeThreads;
import io.podium.schemas.topic.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the wall clock into the log: at once and then at an interval a mark into each partition of {@code
 * raw-events} that this node owns and, once it is written, the heartbeat that refers to it. The only place where time
 * enters the processor. Nobody writes where nobody processes, and two that write for a moment do no harm.
 */
final class HeartbeatWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HeartbeatWriter.class);
    private static final long LOOK_MS = 100;
    private static final String THREAD = "podium-heartbeats";
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final Producer<byte[], byte[]> producer;
    private final Supplier<? extends Collection<Integer>> owned;
    private final Clock clock;
    private final ScheduledExecutorService timer;
    /** The partitions at the last look; touched by the timer alone. */
    private Set<Integer> known = Set.of();

    private volatile boolean closed;

    HeartbeatWriter(
            EngineConfig config, Supplier<? extends Collection<Integer>> owned, Clock clock, NodeThreads threads) {
        Map<String, Object> settings = new HashMap<>(config.kafka().settings());
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, config.kafka().bootstrapServers());
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, config.applicationId() + "-heartbeats");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        this.owned = owned;
        this.clock = clock;
        this.timer = threads.scheduler(THREAD);
        long every = config.heartbeats().interval().toMillis();
        timer.scheduleAtFixedRate(threads.guarded(THREAD, this::beatWhereNew), LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
        timer.scheduleAtFixedRate(threads.guarded(THREAD, this::beat), every, every, TimeUnit.MILLISECONDS);
    }

    private ProducerRecord<byte[], byte[]> mark(int partition) {
        return new ProducerRecord<>(
                Topics.RAW_EVENTS.name(),
                partition,
                clock.millis(),
                null,
                null,
                List.of(new RecordHeader(EventHeaders.HEARTBEAT, new byte[0])));
    }

    /** What makes a mark mean something; into a topic that only processors may write. */
    private static ProducerRecord<byte[], byte[]> heartbeat(RecordMetadata mark) {
        return new ProducerRecord<>(
                Topics.HEARTBEATS.name(),
                mark.partition(),
                mark.timestamp(),
                null,
                Json.write(new HeartbeatMark(mark.offset())));
    }

    /** A partition that this node has just got has time at once: its log may be new, and says nothing yet. */
    private void beatWhereNew() {
        Set<Integer> now = Set.copyOf(owned.get());
        Set<Integer> fresh = new HashSet<>(now);
        fresh.removeAll(known);
        known = now;
        beat(fresh);
    }

    private void beat() {
        beat(owned.get());
    }

    private void beat(Collection<Integer> partitions) {
        try {
            for (int partition : partitions) {
                producer.send(mark(partition), (mark, failure) -> {
                    if (failure == null && !closed) {
                        producer.send(heartbeat(mark));
                    }
                });
            }
        } catch (RuntimeException e) {
            LOG.warn("no heartbeat this time, contests wait for the next: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        closed = true;
        timer.shutdownNow();
        producer.close(CLOSE_TIMEOUT);
    }
}
