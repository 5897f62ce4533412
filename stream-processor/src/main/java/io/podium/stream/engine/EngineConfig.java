package io.podium.stream.engine;

import static java.util.Objects.requireNonNull;

import io.podium.schemas.config.Config;
import io.podium.schemas.config.KafkaConfig;
import io.podium.schemas.config.Setting;
import io.podium.stream.mode.RunMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Configuration of one engine. The defaults are those of a node among others, measured on a small one; see
 * {@link #alone} for where one that is alone differs.
 *
 * @param mode what the engine reads the log for
 * @param advertisedAddress {@code host:port} where other nodes reach this node's queries
 */
public record EngineConfig(
        RunMode mode,
        KafkaConfig kafka,
        Group group,
        Stores stores,
        Commits commits,
        Heartbeats heartbeats,
        String advertisedAddress) {

    /** The default of {@link Group#applicationId}, by which other commands find the live run. */
    public static final String APPLICATION_ID = "podium";

    /** Between two commits of a backlog, unless the interval of commits is longer. */
    public static final Duration BACKLOG_COMMIT_INTERVAL = Duration.ofMillis(500);

    /** The node among those that share the partitions. */
    public record Group(
            @Setting(
                    value = APPLICATION_ID,
                    label = "ID",
                    description = "Names the consumer group, the state and the changelogs; another id begins with the"
                            + " first event.")
            String applicationId,

            @Setting(label = "ID", description = "Stable name of this node, for static membership; each node its own.")
            Optional<String> instanceId,

            @Setting(value = "1", min = "1", max = "64", unit = "threads", description = "Stream threads.")
            int threads,

            @Setting(
                    value = "1",
                    min = "0",
                    max = "8",
                    unit = "copies",
                    description = "Warm copies of every store on other nodes.")
            int standbys) {

        public Group {
            Config.check(Group.class, applicationId, instanceId, threads, standbys);
        }

        /** The same node under another application id. */
        public Group named(String newApplicationId) {
            return new Group(newApplicationId, instanceId, threads, standbys);
        }

        /** The same node under static membership. */
        public Group withInstanceId(String newInstanceId) {
            return new Group(applicationId, Optional.of(newInstanceId), threads, standbys);
        }

        /** The same node with other stream threads. */
        public Group withThreads(int newThreads) {
            return new Group(applicationId, instanceId, newThreads, standbys);
        }
    }

    /** What is kept, where, and for how long. */
    public record Stores(
            @Setting(label = "DIR", description = "Where the stores live.")
            Path stateDir,

            @Setting(
                    value = "256",
                    min = "16",
                    max = "1048576",
                    unit = "MiB",
                    description = "Bound on cache and write buffers of all stores together.")
            long rocksdbMemoryMb,

            @Setting(value = "PT24H", min = "PT1S", description = "How long an idempotency key stays taken.")
            Duration dedupWindow,

            @Setting(value = "PT24H", min = "PT1S", description = "How long results of an event can be asked for.")
            Duration resultRetention,

            @Setting(
                    value = "P400D",
                    min = "PT0S",
                    description = "How long the ledger of points is kept, which listing transactions and taking events"
                            + " back need; PT0S keeps none.")
            Duration ledgerRetention) {

        private static final long MEBIBYTE = 1024L * 1024;

        public Stores {
            Config.check(Stores.class, stateDir, rocksdbMemoryMb, dedupWindow, resultRetention, ledgerRetention);
            stateDir = stateDir.toAbsolutePath();
        }

        /** The same without a ledger. */
        public Stores withoutLedger() {
            return new Stores(stateDir, rocksdbMemoryMb, dedupWindow, resultRetention, Duration.ZERO);
        }

        /** Bound on cache and write buffers of all stores together, in bytes. */
        long rocksdbMemoryBytes() {
            return rocksdbMemoryMb * MEBIBYTE;
        }
    }

    /** When and how what was processed is committed. */
    public record Commits(
            @Setting(
                    name = "commit-interval",
                    value = "PT0.06S",
                    min = "PT0S",
                    description = "Time between two commits while events flow: what waits for the next stage. Events"
                            + " older than 2 s, a backlog, get one per half second.")
            Duration interval,

            @Setting(
                    name = "sync-commit-interval",
                    value = "PT0.01S",
                    min = "PT0.001S",
                    description = "Least time between two early commits for sync events.")
            Duration syncInterval,

            @Setting(
                    hidden = true,
                    description =
                            "Gives up every guarantee: only to see what they cost, and that their tests can fail.")
            boolean withoutExactlyOnce) {

        public Commits {
            Config.check(Commits.class, interval, syncInterval, withoutExactlyOnce);
        }

        /** The same without any guarantee. */
        public Commits givingUpExactlyOnce() {
            return new Commits(interval, syncInterval, true);
        }
    }

    /** How time comes into the log. */
    public record Heartbeats(
            @Setting(
                    name = "heartbeat-interval",
                    value = "PT5S",
                    min = "PT0.01S",
                    description = "How often the wall clock is written into the log; contests begin and end this"
                            + " exactly.")
            Duration interval) {

        public Heartbeats {
            Config.check(Heartbeats.class, interval);
        }
    }

    public EngineConfig {
        requireNonNull(mode);
        requireNonNull(kafka);
        requireNonNull(group);
        requireNonNull(stores);
        requireNonNull(commits);
        requireNonNull(heartbeats);
        requireNonNull(advertisedAddress);
    }

    /**
     * An engine that is alone, as in development mode, in a replay and in tests. Two defaults are others on purpose: no
     * standbys, since no other node could hold them, and a heartbeat each second, since somebody waits for contests to
     * begin and end, and there are few partitions to write it into.
     */
    public static EngineConfig alone(String applicationId, String bootstrapServers, Path stateDir, String address) {
        return new EngineConfig(
                new RunMode.Live(),
                new KafkaConfig(bootstrapServers),
                Config.read(Group.class, Map.of("application-id", applicationId, "standbys", "0")),
                Config.read(Stores.class, Map.of("state-dir", stateDir.toString())),
                Config.read(Commits.class, Map.of()),
                new Heartbeats(Duration.ofSeconds(1)),
                address);
    }

    /** Names the consumer group, the state and the changelogs. */
    public String applicationId() {
        return group.applicationId();
    }

    /** The same for a run of another mode. */
    public EngineConfig in(RunMode newMode) {
        return new EngineConfig(newMode, kafka, group, stores, commits, heartbeats, advertisedAddress);
    }

    /** The same with other Kafka settings. */
    public EngineConfig with(KafkaConfig newKafka) {
        return new EngineConfig(mode, newKafka, group, stores, commits, heartbeats, advertisedAddress);
    }

    /** The same as another member of its group. */
    public EngineConfig with(Group newGroup) {
        return new EngineConfig(mode, kafka, newGroup, stores, commits, heartbeats, advertisedAddress);
    }

    /** The same with other stores. */
    public EngineConfig with(Stores newStores) {
        return new EngineConfig(mode, kafka, group, newStores, commits, heartbeats, advertisedAddress);
    }

    /** The same with other commits. */
    public EngineConfig with(Commits newCommits) {
        return new EngineConfig(mode, kafka, group, stores, newCommits, heartbeats, advertisedAddress);
    }

    /** The settings in force, to be printed, without secrets. */
    @Override
    public String toString() {
        return Config.print(this);
    }
}
