package io.podium.benchmarks.http;

import static java.util.Objects.requireNonNull;

import io.podium.operations.administration.LogOffsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** What the engines have not processed yet: a measurement shall not pay for the one before it. */
final class Backlog implements AutoCloseable {

    /** Of the product in development mode, and of the bare system. */
    private static final List<String> APPLICATIONS = List.of("podium-dev", "bare-system");

    /** Heartbeats come all the time. */
    private static final long NEARLY_NOTHING = 500;

    private static final long PAUSE_MS = 20;

    private final Admin admin;
    private final LogOffsets log;

    Backlog(String bootstrapServers) {
        admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrapServers));
        log = new LogOffsets(admin);
    }

    /** Waits until all that was sent has been processed by all stages. */
    void drain() {
        try {
            while (APPLICATIONS.stream().mapToLong(this::records).sum() > NEARLY_NOTHING) {
                Thread.sleep(PAUSE_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private long records(String application) {
        Map<TopicPartition, Long> committed = log.committed(application);
        return log.ends(committed.keySet(), IsolationLevel.READ_COMMITTED).entrySet().stream()
                .mapToLong(end -> end.getValue() - requireNonNull(committed.get(end.getKey())))
                .sum();
    }

    @Override
    public void close() {
        admin.close();
    }
}
