package io.podium.stream.engine;

import static java.util.Objects.requireNonNull;

import io.podium.stream.mode.RunMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Settings of one processor node; all that are wrong are reported together.
 *
 * @param applicationId names the consumer group, the state and the changelogs; another id replays from the start
 * @param mode what this node reads the log for, and all that follows from it
 * @param instanceId stable name of this node within the application, for static membership; null for none
 * @param bootstrapServers of the Kafka cluster
 * @param stateDir where the stores live
 * @param threads stream threads, 1 to 64
 * @param commitInterval between two commits while events flow; a backlog is committed less often
 * @param syncCommitInterval least time between two early commits for sync events
 * @param dedupWindow how long an idempotency key stays taken
 * @param resultRetention how long results of an event can be asked for
 * @param heartbeatInterval how often the wall clock is written into the log; contests begin and end this exactly
 * @param exactlyOnce false gives up every guarantee, to see what they cost and that their tests can fail
 * @param standbyReplicas warm copies of every store on other nodes, 0 to 8
 * @param rocksdbMemoryBytes bound on cache and write buffers of all stores together
 * @param advertisedAddress {@code host:port} where other nodes reach this node's queries
 * @param kafka further Kafka client settings, by Kafka's names
 */
public record EngineConfig(
        String applicationId,
        RunMode mode,
        String instanceId,
        String bootstrapServers,
        Path stateDir,
        int threads,
        Duration commitInterval,
        Duration syncCommitInterval,
        Duration dedupWindow,
        Duration resultRetention,
        Duration heartbeatInterval,
        boolean exactlyOnce,
        int standbyReplicas,
        long rocksdbMemoryBytes,
        String advertisedAddress,
        Map<String, String> kafka) {

    /** Between two commits of a backlog, unless {@code commitInterval} is longer. */
    public static final Duration BACKLOG_COMMIT_INTERVAL = Duration.ofMillis(500);

    private static final int MAX_THREADS = 64;
    private static final int MAX_STANDBYS = 8;
    private static final long MIN_ROCKSDB_BYTES = 16L * 1024 * 1024;

    public EngineConfig {
        requireNonNull(applicationId);
        requireNonNull(mode);
        requireNonNull(bootstrapServers);
        requireNonNull(stateDir);
        requireNonNull(advertisedAddress);
        kafka = Map.copyOf(kafka);
        List<String> problems = new ArrayList<>();
        check(problems, threads >= 1 && threads <= MAX_THREADS, "threads", "1 to " + MAX_THREADS, threads);
        check(problems, !commitInterval.isNegative(), "commitInterval", "0 or more", commitInterval);
        check(problems, syncCommitInterval.toMillis() >= 1, "syncCommitInterval", "at least 1 ms", syncCommitInterval);
        check(problems, dedupWindow.toMillis() >= 1000, "dedupWindow", "at least 1 s", dedupWindow);
        check(problems, resultRetention.toMillis() >= 1000, "resultRetention", "at least 1 s", resultRetention);
        check(problems, heartbeatInterval.toMillis() >= 10, "heartbeatInterval", "at least 10 ms", heartbeatInterval);
        check(
                problems,
                standbyReplicas >= 0 && standbyReplicas <= MAX_STANDBYS,
                "standbyReplicas",
                "0 to " + MAX_STANDBYS,
                standbyReplicas);
        check(
                problems,
                rocksdbMemoryBytes >= MIN_ROCKSDB_BYTES,
                "rocksdbMemoryBytes",
                "at least " + MIN_ROCKSDB_BYTES,
                rocksdbMemoryBytes);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    /** The defaults: measured for a small node. */
    public static EngineConfig of(String applicationId, String bootstrapServers, Path stateDir, String address) {
        return new EngineConfig(
                applicationId,
                new RunMode.Live(),
                null,
                bootstrapServers,
                stateDir,
                1,
                Duration.ofMillis(60),
                Duration.ofMillis(10),
                Duration.ofHours(24),
                Duration.ofHours(24),
                Duration.ofSeconds(1),
                true,
                0,
                256L * 1024 * 1024,
                address,
                Map.of());
    }

    /** The same settings with other threads and Kafka settings. */
    public EngineConfig with(int newThreads, Map<String, String> newKafka) {
        return changed(mode, instanceId, newThreads, newKafka);
    }

    /** The same settings for a run of another mode. */
    public EngineConfig in(RunMode newMode) {
        return changed(newMode, instanceId, threads, kafka);
    }

    /** The same settings under static membership. */
    public EngineConfig withInstanceId(String id) {
        return changed(mode, id, threads, kafka);
    }

    private EngineConfig changed(RunMode newMode, String newInstanceId, int newThreads, Map<String, String> newKafka) {
        return new EngineConfig(
                applicationId,
                newMode,
                newInstanceId,
                bootstrapServers,
                stateDir,
                newThreads,
                commitInterval,
                syncCommitInterval,
                dedupWindow,
                resultRetention,
                heartbeatInterval,
                exactlyOnce,
                standbyReplicas,
                rocksdbMemoryBytes,
                advertisedAddress,
                newKafka);
    }

    /** The settings in force, to be printed; of further Kafka settings only the names, since values may be secret. */
    @Override
    public String toString() {
        return "application-id=" + applicationId + " mode=" + mode + " instance-id=" + instanceId
                + " bootstrap-servers="
                + bootstrapServers
                + " state-dir=" + stateDir + " threads=" + threads + " commit-interval=" + commitInterval
                + " sync-commit-interval=" + syncCommitInterval + " dedup-window=" + dedupWindow + " result-retention="
                + resultRetention + " heartbeat-interval=" + heartbeatInterval + " exactly-once=" + exactlyOnce
                + " standby-replicas="
                + standbyReplicas + " rocksdb-memory-bytes=" + rocksdbMemoryBytes + " advertised-address="
                + advertisedAddress + " kafka=" + new TreeSet<>(kafka.keySet());
    }

    private static void check(List<String> problems, boolean right, String name, String expected, Object actual) {
        if (!right) {
            problems.add(name + ": expected " + expected + ", but " + actual);
        }
    }
}
