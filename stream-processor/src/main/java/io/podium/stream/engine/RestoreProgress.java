package io.podium.stream.engine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports how far the stores that this node takes over are from being ready: the gauge {@code podium.restore.remaining}
 * (records), the counter {@code podium.restore.records}, and a line in the log every few seconds while it takes long.
 */
final class RestoreProgress implements StateRestoreListener {

    private static final Logger LOG = LoggerFactory.getLogger(RestoreProgress.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final Map<TopicPartition, Long> remaining = new ConcurrentHashMap<>();
    private final Counter restored;
    private final AtomicLong lastReportedNanos = new AtomicLong(System.nanoTime());

    RestoreProgress(MeterRegistry registry) {
        restored = registry.counter("podium.restore.records");
        registry.gauge("podium.restore.remaining", this, progress -> (double) progress.left());
    }

    @Override
    public void onRestoreStart(TopicPartition changelog, String store, long startingOffset, long endingOffset) {
        remaining.put(changelog, Math.max(0, endingOffset - startingOffset));
    }

    @Override
    public void onBatchRestored(TopicPartition changelog, String store, long batchEndOffset, long records) {
        restored.increment((double) records);
        remaining.computeIfPresent(changelog, (known, left) -> Math.max(0, left - records));
        long last = lastReportedNanos.get();
        long now = System.nanoTime();
        if (now - last >= INTERVAL.toNanos() && lastReportedNanos.compareAndSet(last, now)) {
            LOG.info("restoring {} stores: about {} records left", remaining.size(), left());
        }
    }

    @Override
    public void onRestoreEnd(TopicPartition changelog, String store, long records) {
        remaining.remove(changelog);
        if (records > 0) {
            LOG.info("restored {} from {}: {} records, {} stores to go", store, changelog, records, remaining.size());
        }
    }

    @Override
    public void onRestoreSuspended(TopicPartition changelog, String store, long records) {
        remaining.remove(changelog);
    }

    /** Records that are still to be read, over all stores. */
    long left() {
        return remaining.values().stream().mapToLong(Long::longValue).sum();
    }
}
