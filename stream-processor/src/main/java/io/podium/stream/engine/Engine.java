package io.podium.stream.engine;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.podium.rules.book.RuleBook;
import io.podium.rules.program.ProgramParser;
import io.podium.schemas.node.NodeThreads;
import io.podium.schemas.topic.Topics;
import io.podium.stream.query.LocalQueries;
import io.podium.stream.query.Membership;
import io.podium.stream.query.Owners;
import io.podium.stream.record.BadRecordHandler;
import io.podium.stream.record.CommitSchedulers;
import io.podium.stream.record.OutputFailures;
import io.podium.stream.store.CorruptedStores;
import io.podium.stream.topology.EventTopology;
import io.podium.stream.topology.StoreNames;
import io.podium.stream.topology.TopologyParts;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One processor node: the topology running on Kafka Streams, and the queries into what it holds. */
public final class Engine implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final int QUERY_THREADS = 2;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

    /** Whoever goes through them when a task starts would not learn of damage. */
    private static final Set<String> READ_WHOLE = Set.of(StoreNames.STANDINGS, StoreNames.CONTESTS);

    private final NodeThreads threads = new NodeThreads();
    private final KafkaStreams streams;
    private final TaskWatch tasks;
    private final KafkaStreamsMetrics streamsMetrics;
    private final ExecutorService queryExecutor;
    private final Membership membership;
    private final LocalQueries queries;
    private final Owners owners;
    private final Optional<HeartbeatWriter> heartbeats;
    private final Path stores;
    private final CompletableFuture<Path> corrupted = new CompletableFuture<>();

    /**
     * Builds the node; nothing runs yet.
     *
     * @param partitions how many the data topics have
     */
    public Engine(EngineConfig config, int partitions, MeterRegistry registry) {
        LOG.info("processor settings: {} partitions={}", config, partitions);
        stores = config.stores().stateDir().resolve(config.applicationId());
        queryExecutor = Executors.newFixedThreadPool(QUERY_THREADS, NodeThreads.daemons("podium-queries"));
        RuleBook rules = new RuleBook(ProgramParser.ofPublished());
        TopologyParts parts = TopologyParts.of(
                config.mode(),
                partitions,
                config.stores().dedupWindow(),
                config.stores().resultRetention(),
                config.stores().ledgerRetention(),
                new CommitSchedulers(
                        config.commits().interval(), config.commits().syncInterval()),
                rules,
                queryExecutor,
                registry);
        StreamsConfig settings = new StreamsConfig(settings(config, parts));
        SkippedRecordsWriter skipped = new SkippedRecordsWriter(config, parts.skipped());
        Topology topology = EventTopology.build(parts);
        tasks = new TaskWatch(config, TaskInputs.of(topology.describe(), partitions), registry, threads);
        streams = new KafkaStreams(topology, settings);
        streams.setUncaughtExceptionHandler(failure -> {
            Optional<Path> damaged = CorruptedStores.of(failure, stores);
            if (damaged.isPresent()) {
                corrupted.complete(damaged.get());
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            }
            LOG.error("a stream thread failed and is replaced", failure);
            tasks.died(failure, parts.skipped().given());
            skipped.died(failure);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
        streams.setStateListener((now, before) -> LOG.info("processor: {} -> {}", before, now));
        streams.setGlobalStateRestoreListener(new RestoreProgress(registry));
        streamsMetrics = new KafkaStreamsMetrics(streams);
        streamsMetrics.bindTo(registry);
        membership = new Membership(
                config.kafka().settings(),
                config.kafka().bootstrapServers(),
                config.applicationId(),
                StreamsSettings.session(settings),
                streams,
                threads);
        queries = new LocalQueries(streams, membership, parts);
        owners = new Owners(streams, membership, partitions, config.mode());
        heartbeats = config.mode().writesHeartbeats()
                ? Optional.of(
                        new HeartbeatWriter(config, () -> parts.verdicts().partitions(), Clock.systemUTC(), threads))
                : Optional.empty();
    }

    /** The settings of Kafka Streams that a node runs with. */
    public static Properties settings(EngineConfig config) {
        return StreamsSettings.of(config);
    }

    /** The same for the topology of these parts, which its handlers of failures belong to. */
    public static Properties settings(EngineConfig config, TopologyParts parts) {
        Properties settings = settings(config);
        settings.put(OutputFailures.SKIPPED_RECORDS, parts.skipped());
        settings.put(
                BadRecordHandler.DEAD_LETTER_TOPIC,
                config.mode().written(Topics.RAW_EVENTS_DLQ).name());
        return settings;
    }

    /** Starts to process; returns when the stores that are read whole are verified. */
    public void start() {
        Optional<Path> damaged = CorruptedStores.find(stores, READ_WHOLE);
        if (damaged.isPresent()) {
            corrupted.complete(damaged.get());
        } else {
            startStreams();
        }
    }

    /** Opens the stores of tasks that this node had, so damage may be reported here already. */
    private void startStreams() {
        try {
            streams.start();
        } catch (RuntimeException e) {
            corrupted.complete(CorruptedStores.of(e, stores).orElseThrow(() -> e));
        }
    }

    /**
     * Completed with the directory of a task when files of its stores prove damaged, and this node therefore does not
     * process: without that directory it restores the stores from Kafka.
     */
    public CompletableFuture<Path> corrupted() {
        return corrupted;
    }

    /**
     * Whether all partitions of this node are being processed and none is stuck, it is known to be a member of its
     * group, and none of its threads has ended unexpectedly.
     */
    public boolean isRunning() {
        return threads.isHealthy()
                && streams.state() == KafkaStreams.State.RUNNING
                && membership.confirmed()
                && !tasks.isAnyStuck();
    }

    /** Queries into the partitions that this node owns. */
    public LocalQueries queries() {
        return queries;
    }

    /** Which node owns which partition. */
    public Owners owners() {
        return owners;
    }

    @Override
    public void close() {
        heartbeats.ifPresent(HeartbeatWriter::close);
        membership.close();
        tasks.close();
        streamsMetrics.close();
        if (!streams.close(CloseOptions.timeout(CLOSE_TIMEOUT)
                .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP))) {
            LOG.warn("expected the processor to close within {}, but it did not", CLOSE_TIMEOUT);
        }
        queryExecutor.shutdown();
    }
}
