package io.podium.stream.topology;

import io.podium.schemas.event.AcceptedEvent;
import io.podium.schemas.event.ArrivalSpan;
import io.podium.schemas.json.JsonSerde;
import io.podium.schemas.key.RecordKeys;
import io.podium.schemas.score.ContestScore;
import io.podium.schemas.topic.Topic;
import io.podium.schemas.topic.Topics;
import io.podium.stream.clock.EveryPartition;
import io.podium.stream.clock.HeartbeatProcessor;
import io.podium.stream.dedup.DedupEntry;
import io.podium.stream.dedup.DedupProcessor;
import io.podium.stream.dedup.Intake;
import io.podium.stream.dedup.IntakeProcessor;
import io.podium.stream.evaluation.EvaluationProcessor;
import io.podium.stream.evaluation.RuleRecords;
import io.podium.stream.leaderboard.LeaderboardProcessor;
import io.podium.stream.leaderboard.LifecycleProcessor;
import io.podium.stream.mode.RunMode;
import io.podium.stream.record.TableProcessor;
import io.podium.stream.replay.Sequencer;
import io.podium.stream.replay.WaitingSerde;
import io.podium.stream.store.StoreSuppliers;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.Stores;

/** The wiring of the three stages, from source to sink, in the order in which an event passes them. */
public final class EventTopology {

    private static final String INTAKE = "intake";
    private static final String DEDUP = "dedup";
    private static final String EVALUATION = "evaluation";
    private static final String EVALUATION_CLOCK = "evaluation-clock";
    private static final String LEADERBOARD = "leaderboard";
    private static final String LIFECYCLE = "lifecycle";
    private static final String TO_ACCEPTED_EVENTS = "to-accepted-events";

    private static final Sequencing<AcceptedEvent> EVENTS = new Sequencing<>(
            new Sequencer.Stores(StoreNames.EVENT_CONTENTS, StoreNames.EVENT_ORDER), AcceptedEvent::eventId);
    private static final Sequencing<ContestScore> SCORES = new Sequencing<>(
            new Sequencer.Stores(StoreNames.SCORE_CONTENTS, StoreNames.SCORE_ORDER),
            score -> score.isOwn()
                    ? RecordKeys.result(score.contestId(), score.eventId())
                    : score.erases()
                            ? RecordKeys.erasure(score.contestId(), score.eventId())
                            : RecordKeys.reversal(score.contestId(), score.eventId()));

    private static final String EVENT_SEQUENCER = "event-sequencer";
    private static final String SCORE_SEQUENCER = "score-sequencer";

    private final Topology topology = new Topology();
    private final RunMode mode;
    private final StoreSuppliers suppliers;

    private EventTopology(RunMode mode, StoreSuppliers suppliers) {
        this.mode = mode;
        this.suppliers = suppliers;
    }

    /** How a stage's records are put into the order of the live run. */
    private record Sequencing<V>(Sequencer.Stores stores, Function<V, String> idOf) {}

    /** Builds the topology around these parts, with its stores on disk. */
    public static Topology build(TopologyParts parts) {
        return build(parts, StoreSuppliers.PERSISTENT);
    }

    /** Builds the topology around these parts and stores. */
    public static Topology build(TopologyParts parts, StoreSuppliers suppliers) {
        return new EventTopology(parts.mode(), suppliers).wire(parts);
    }

    private Topology wire(TopologyParts p) {
        table(StoreNames.RULES, mode.rules(), new RuleRecords(p.rules(), p.counters())::read);

        String raw = source(Topics.RAW_EVENTS);
        String commands = source(Topics.RAW_COMMANDS);
        String heartbeats = source(Topics.HEARTBEATS);
        String rekeyed = source(mode.rekeyedEvents());
        step(INTAKE, guarded(p, Topics.RAW_EVENTS, intake(p)), raw, commands, heartbeats, rekeyed);
        step(DEDUP, dedup(p), INTAKE);
        topology.addStateStore(p.dedupWindow().store(suppliers, StoreNames.DEDUP_KEYS, DedupEntry.SERDE), DEDUP);
        sink(Topics.REKEYED_EVENTS, IntakeProcessor.REKEYED, INTAKE);
        sink(Topics.RAW_EVENTS_DLQ, INTAKE);
        sinkWithHeartbeats(Topics.ACCEPTED_EVENTS, TO_ACCEPTED_EVENTS, event -> false, DEDUP, INTAKE);

        String events = sequenced(EVENT_SEQUENCER, Topics.ACCEPTED_EVENTS, AcceptedEvent.class, EVENTS);
        step(EVALUATION, guarded(p, Topics.ACCEPTED_EVENTS, evaluation(p)), events);
        step(EVALUATION_CLOCK, evaluationClock(p), EVALUATION);
        keyValueStore(StoreNames.PARTICIPANTS, StoreSerdes.PARTICIPANTS, EVALUATION);
        watermarkStore(StoreNames.EVALUATION_WATERMARKS, EVALUATION, EVALUATION_CLOCK);
        resultStore(p, StoreNames.EVENT_RESULTS, StoreSerdes.EVENT_RESULTS, EVALUATION);
        keyValueStore(StoreNames.DUES, Serdes.ByteArray(), EVALUATION);
        p.ledgerBuckets()
                .ifPresent(ledger -> topology.addStateStore(
                        ledger.store(suppliers, StoreNames.LEDGER, StoreSerdes.LEDGER), EVALUATION));
        outcomes(Topics.POINTS_OUTCOMES, EVALUATION);
        outcomes(Topics.CHALLENGE_OUTCOMES, EVALUATION);
        outcomes(Topics.STREAK_OUTCOMES, EVALUATION);
        outcomes(Topics.BADGE_OUTCOMES, EVALUATION);
        outcomes(Topics.TIER_OUTCOMES, EVALUATION);
        outcomes(Topics.PROFILES, EVALUATION);
        outcomes(Topics.PRIVACY_OUTCOMES, EVALUATION);
        sinkWithHeartbeats(
                Topics.CONTEST_SCORES,
                EvaluationProcessor.CONTEST_SCORES,
                ContestScore::erases,
                EVALUATION,
                EVALUATION_CLOCK);

        String scores = sequenced(SCORE_SEQUENCER, Topics.CONTEST_SCORES, ContestScore.class, SCORES);
        step(LEADERBOARD, guarded(p, Topics.CONTEST_SCORES, leaderboard(p)), scores);
        step(LIFECYCLE, lifecycle(p), LEADERBOARD);
        keyValueStore(StoreNames.STANDINGS, StoreSerdes.STANDINGS, LEADERBOARD);
        keyValueStore(StoreNames.CONDUCT, StoreSerdes.CONDUCT, LEADERBOARD);
        keyValueStore(StoreNames.CONTESTS, StoreSerdes.CONTESTS, LEADERBOARD, LIFECYCLE);
        watermarkStore(StoreNames.LEADERBOARD_WATERMARKS, LIFECYCLE);
        resultStore(p, StoreNames.CONTEST_RESULTS, StoreSerdes.CONTEST_RESULTS, LEADERBOARD);
        outcomes(Topics.CONTEST_OUTCOMES, LEADERBOARD);
        outcomes(Topics.CONTEST_STANDINGS, LIFECYCLE);
        sink(Topics.ACCEPTED_EVENTS, LifecycleProcessor.AWARDS, LIFECYCLE);

        // Last, so that the numbers of the others, which name the directories of their state, stay as they are.
        table(StoreNames.SKIPPED_RECORDS, Topics.SKIPPED_RECORDS, p.skipped()::read);
        return topology;
    }

    /** The first step of a stage: what it has processed is committed soon, and what kills it is passed over. */
    private static <K, V, L, W> ProcessorSupplier<K, V, L, W> guarded(
            TopologyParts p, Topic<?, ?> liveTopic, ProcessorSupplier<K, V, L, W> step) {
        return p.skipped().of(liveTopic.name(), p.commits().of(step));
    }

    private static ProcessorSupplier<byte[], Object, Object, Object> intake(TopologyParts p) {
        return () ->
                new IntakeProcessor(new Intake(p.partitions()), DEDUP, TO_ACCEPTED_EVENTS, p.verdicts(), p.counters());
    }

    private static ProcessorSupplier<String, AcceptedEvent, String, AcceptedEvent> dedup(TopologyParts p) {
        return () -> new DedupProcessor(
                StoreNames.DEDUP_KEYS, p.dedupWindow(), p.verdicts(), p.counters(), p.commits(), p.mode());
    }

    private static ProcessorSupplier<String, AcceptedEvent, String, Object> evaluation(TopologyParts p) {
        var stores = new EvaluationProcessor.Stores(
                StoreNames.PARTICIPANTS,
                StoreNames.EVENT_RESULTS,
                p.resultBuckets(),
                StoreNames.LEDGER,
                p.ledgerBuckets(),
                StoreNames.DUES,
                StoreNames.EVALUATION_WATERMARKS);
        var shared = new EvaluationProcessor.Shared(p.rules(), p.evaluated(), p.stageTime(), p.counters(), p.commits());
        return () -> new EvaluationProcessor(stores, EVALUATION_CLOCK, p.partitions(), shared);
    }

    private static ProcessorSupplier<String, ContestScore, String, Object> leaderboard(TopologyParts p) {
        var stores = new LeaderboardProcessor.Stores(
                StoreNames.STANDINGS,
                StoreNames.CONDUCT,
                StoreNames.CONTESTS,
                StoreNames.CONTEST_RESULTS,
                p.resultBuckets());
        return () -> new LeaderboardProcessor(stores, LIFECYCLE, p.rules(), p.leaderboards(), p.counters());
    }

    private static ProcessorSupplier<String, ContestScore, String, Object> lifecycle(TopologyParts p) {
        return () ->
                new LifecycleProcessor(StoreNames.LEADERBOARD_WATERMARKS, p.partitions(), p.rules(), p.leaderboards());
    }

    private static ProcessorSupplier<String, AcceptedEvent, String, AcceptedEvent> evaluationClock(TopologyParts p) {
        return () -> new HeartbeatProcessor<>(StoreNames.EVALUATION_WATERMARKS, p.partitions());
    }

    /** A small topic that every node reads whole before its first event. */
    private void table(String name, Topic<?, ?> topic, BiConsumer<String, byte[]> reader) {
        topology.addGlobalStore(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                        .withLoggingDisabled(),
                name + "-source",
                Serdes.String().deserializer(),
                Serdes.ByteArray().deserializer(),
                topic.name(),
                name,
                () -> new TableProcessor(name, reader));
    }

    /** A source named as its topic. */
    private String source(Topic<?, ?> topic) {
        topology.addSource(
                topic.name(), topic.key().deserializer(), topic.value().deserializer(), topic.name());
        return topic.name();
    }

    /** What a stage reads: the topic itself or, in a replay, what a sequencer makes of the live topic and its own. */
    private <V> String sequenced(String name, Topic<String, V> topic, Class<V> type, Sequencing<V> sequencing) {
        String own = source(mode.written(topic));
        if (!mode.followsLiveOrder()) {
            return own;
        }
        String live = source(topic);
        ProcessorSupplier<String, V, String, V> sequencer =
                () -> new Sequencer<>(sequencing.stores(), topic.name(), sequencing.idOf());
        step(name, sequencer, live, own);
        topology.addStateStore(
                Stores.keyValueStoreBuilder(
                        suppliers.keyValue(sequencing.stores().contents()), Serdes.String(), new WaitingSerde<>(type)),
                name);
        topology.addStateStore(
                Stores.keyValueStoreBuilder(
                        suppliers.keyValue(sequencing.stores().order()),
                        Serdes.Long(),
                        new JsonSerde<>(Sequencer.Turn.class)),
                name);
        return name;
    }

    private void step(String name, ProcessorSupplier<?, ?, ?, ?> processor, String... parents) {
        topology.addProcessor(name, processor, parents);
    }

    /** A sink named as its topic, for topics that no stage reads. */
    private void sink(Topic<?, ?> topic, String parent) {
        sink(topic, topic.name(), parent);
    }

    /** A sink named as its topic; where not all outcomes are published, a filter of that name stands before it. */
    private void outcomes(Topic<?, ?> topic, String parent) {
        ArrivalSpan span = mode.span();
        if (span.equals(ArrivalSpan.ALL)) {
            sink(topic, parent);
        } else {
            ProcessorSupplier<Object, Object, Object, Object> published = () -> new PublishedSpan(span);
            step(topic.name(), published, parent);
            sink(topic, topic.name() + "-published", topic.name());
        }
    }

    private void sink(Topic<?, ?> topic, String name, String parent) {
        topology.addSink(
                name,
                mode.written(topic).name(),
                topic.key().serializer(),
                topic.value().serializer(),
                parent);
    }

    /** A sink that also takes heartbeats, which go to every partition, as do some other records. */
    private <K, V> void sinkWithHeartbeats(Topic<K, V> topic, String name, Predicate<V> toAll, String... parents) {
        topology.addSink(
                name,
                mode.written(topic).name(),
                topic.key().serializer(),
                topic.value().serializer(),
                new EveryPartition<>(toAll),
                parents);
    }

    private void keyValueStore(String name, Serde<?> values, String... processors) {
        topology.addStateStore(
                Stores.keyValueStoreBuilder(suppliers.keyValue(name), Serdes.String(), values), processors);
    }

    private void watermarkStore(String name, String... processors) {
        topology.addStateStore(
                Stores.keyValueStoreBuilder(suppliers.keyValue(name), Serdes.Integer(), Serdes.Long()), processors);
    }

    private void resultStore(TopologyParts p, String name, Serde<?> results, String processor) {
        topology.addStateStore(p.resultBuckets().store(suppliers, name, results), processor);
    }
}
