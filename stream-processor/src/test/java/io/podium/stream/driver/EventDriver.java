package io.podium.stream.driver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.podium.rules.authoring.RuleFiles;
import io.podium.rules.book.RuleBook;
import io.podium.rules.contest.Standing;
import io.podium.rules.program.ProgramParser;
import io.podium.rules.state.ParticipantState;
import io.podium.schemas.command.RawCommand;
import io.podium.schemas.event.EventHeaders;
import io.podium.schemas.event.HeartbeatMark;
import io.podium.schemas.json.Json;
import io.podium.schemas.key.RecordKeys;
import io.podium.schemas.rule.RuleKind;
import io.podium.schemas.rule.RuleVersion;
import io.podium.schemas.topic.Topic;
import io.podium.schemas.topic.Topics;
import io.podium.stream.engine.Engine;
import io.podium.stream.engine.EngineConfig;
import io.podium.stream.ledger.LedgerReader;
import io.podium.stream.ledger.LedgerValue;
import io.podium.stream.ledger.StoredParticipant;
import io.podium.stream.record.CommitSchedulers;
import io.podium.stream.store.StoreSuppliers;
import io.podium.stream.topology.EventTopology;
import io.podium.stream.topology.StoreNames;
import io.podium.stream.topology.TopologyParts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.test.TestRecord;

/** The whole topology without a broker: rules and raw records go in, outcomes come out, in words. */
public final class EventDriver implements AutoCloseable {

    /** The topics that carry outcomes to analytics. */
    public static final List<Topic<?, ?>> OUTCOMES = List.of(
            Topics.POINTS_OUTCOMES,
            Topics.CHALLENGE_OUTCOMES,
            Topics.STREAK_OUTCOMES,
            Topics.BADGE_OUTCOMES,
            Topics.TIER_OUTCOMES,
            Topics.PROFILES,
            Topics.PRIVACY_OUTCOMES,
            Topics.CONTEST_OUTCOMES,
            Topics.CONTEST_STANDINGS);

    private final Path directory;
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final TopologyParts parts;
    private final TopologyTestDriver driver;
    private long rawRecords;

    /** A topology whose stores are in memory: opening RocksDB takes longer than all that most tests do. */
    public EventDriver() {
        this(InMemoryStores.INSTANCE);
    }

    /** A topology with the stores of a node, or others. */
    public EventDriver(StoreSuppliers stores) {
        try {
            directory = Files.createTempDirectory("podium-driver-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        EngineConfig alone = EngineConfig.alone("driver", "127.0.0.1:1", directory, "127.0.0.1:2");
        // In a transaction a dead letter would come out with the next good record only.
        EngineConfig config = alone.with(alone.commits().givingUpExactlyOnce());
        parts = TopologyParts.of(
                config.mode(),
                1,
                config.stores().dedupWindow(),
                config.stores().resultRetention(),
                config.stores().ledgerRetention(),
                new CommitSchedulers(
                        config.commits().interval(), config.commits().syncInterval()),
                new RuleBook(new ProgramParser()),
                Runnable::run,
                registry);
        driver = new TopologyTestDriver(EventTopology.build(parts, stores), Engine.settings(config, parts));
    }

    /** What the stages share. */
    public TopologyParts parts() {
        return parts;
    }

    /** Brings definitions into force for tenant t from the epoch on. */
    public EventDriver rules(String yaml) {
        definitions(yaml).forEach(definition -> rule("t", Instant.EPOCH, definition));
        return this;
    }

    /** Brings the starter samples into force for tenant t. */
    public EventDriver sampleRules() {
        new RuleFiles(new ProgramParser())
                .readSample("starter")
                .definitions()
                .forEach(definition ->
                        rule("t", Instant.EPOCH, definition.source().definition()));
        return this;
    }

    /** Publishes one version. */
    public EventDriver rule(String tenantId, Instant from, ObjectNode definition) {
        RuleKind kind = RuleKind.named(definition.get("kind").asText()).orElseThrow();
        RuleVersion version =
                new RuleVersion(tenantId, kind, definition.get("id").asText(), from, definition);
        return ruleRecord(version.recordKey(), Json.write(version));
    }

    /** Retires a definition of tenant t. */
    public EventDriver retire(RuleKind kind, String id, Instant from) {
        RuleVersion version = new RuleVersion("t", kind, id, from, null);
        return ruleRecord(version.recordKey(), Json.write(version));
    }

    /** Writes to the rules topic, whatever it is. */
    public EventDriver ruleRecord(String key, byte[] value) {
        return table(Topics.RULES, key, value);
    }

    /** Writes to a small topic that every node reads whole. */
    public EventDriver table(Topic<?, ?> topic, String key, byte[] value) {
        driver.createInputTopic(topic.name(), Serdes.String().serializer(), new ByteArraySerializer())
                .pipeInput(key, value);
        return this;
    }

    /** The definitions in a YAML text. */
    public static List<ObjectNode> definitions(String yaml) {
        RuleFiles.Loaded loaded =
                new RuleFiles(new ProgramParser()).read(Map.of("rules.yaml", yaml.getBytes(StandardCharsets.UTF_8)));
        if (!loaded.problems().isEmpty()) {
            throw new IllegalArgumentException(loaded.problems().toString());
        }
        return loaded.definitions().stream()
                .map(definition -> definition.source().definition())
                .toList();
    }

    /** Writes a raw record; everything that it causes happens before this returns. */
    public EventDriver send(Raw raw) {
        sendTo(Topics.RAW_EVENTS, raw);
        if (raw.isHeartbeat()) {
            heartbeat(rawRecords, raw.timestamp());
        }
        rawRecords++;
        return this;
    }

    /** Writes a raw record that only looks like a heartbeat: a mark that no processor wrote. */
    public EventDriver sendForged(Raw mark) {
        sendTo(Topics.RAW_EVENTS, mark);
        rawRecords++;
        return this;
    }

    /** Writes a command, as an API node does. */
    public EventDriver order(String tenantId, RawCommand command, long timestamp) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(EventHeaders.TENANT, tenantId.getBytes(StandardCharsets.UTF_8));
        driver.createInputTopic(Topics.RAW_COMMANDS.name(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(
                        command.idempotencyKey().getBytes(StandardCharsets.UTF_8),
                        Json.write(command),
                        headers,
                        Instant.ofEpochMilli(timestamp)));
        return this;
    }

    /** Writes the heartbeat that refers to a mark. */
    public EventDriver heartbeat(long offset, long timestamp) {
        driver.createInputTopic(
                        Topics.HEARTBEATS.name(),
                        new ByteArraySerializer(),
                        Topics.HEARTBEATS.value().serializer())
                .pipeInput(new TestRecord<>(null, new HeartbeatMark(offset), Instant.ofEpochMilli(timestamp)));
        return this;
    }

    /** Writes a record to some topic that the topology reads. */
    public EventDriver sendTo(Topic<?, ?> topic, Raw raw) {
        driver.createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(
                        raw.keyBytes(), raw.valueBytes(), raw.headers(), Instant.ofEpochMilli(raw.timestamp())));
        return this;
    }

    /** What came out on a topic since the last call, in order. */
    public <V> List<V> read(Topic<String, V> topic) {
        return driver.createOutputTopic(
                        topic.name(), topic.key().deserializer(), topic.value().deserializer())
                .readValuesToList();
    }

    /** What came out on a topic since the last call: keys, values, headers, timestamps. */
    public List<TestRecord<byte[], byte[]>> records(Topic<?, ?> topic) {
        return driver.createOutputTopic(topic.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    /** Every record of a topic as bytes, for comparing replays. */
    public List<String> bytes(Topic<?, ?> topic) {
        return records(topic).stream()
                .map(record -> record.timestamp() + " " + text(record.key()) + " " + text(record.value()))
                .toList();
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "null" : new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** The state of a participant of a tenant; null when there is none. */
    public ParticipantState state(String tenantId, String participantId) {
        StoredParticipant participant = stored(tenantId + "|" + participantId);
        return participant == null ? null : participant.state();
    }

    private StoredParticipant stored(String participantKey) {
        return driver.<String, StoredParticipant>getKeyValueStore(StoreNames.PARTICIPANTS)
                .get(participantKey);
    }

    /** The ledger's store. */
    public WindowStore<String, LedgerValue> ledger() {
        return driver.getWindowStore(StoreNames.LEDGER);
    }

    /** A participant's part of the ledger. */
    public LedgerReader ledger(String participantKey) {
        StoredParticipant participant =
                Optional.ofNullable(stored(participantKey)).orElse(StoredParticipant.NONE);
        return new LedgerReader(
                ledger(),
                parts.ledgerBuckets().orElseThrow(),
                RecordKeys.ledger(participantKey, participant.erasures()),
                participant.ledger());
    }

    /** All standings, by {@code tenant|contest|participant}. */
    public Map<String, Standing> standings() {
        Map<String, Standing> all = new LinkedHashMap<>();
        try (KeyValueIterator<String, Standing> stored =
                driver.<String, Standing>getKeyValueStore(StoreNames.STANDINGS).all()) {
            while (stored.hasNext()) {
                KeyValue<String, Standing> entry = stored.next();
                all.put(entry.key, entry.value);
            }
        }
        return all;
    }

    /** A counter's value. */
    public long count(String counter) {
        return (long) registry.counter(counter).count();
    }

    /** The reasons that a dead letter carries. */
    public static JsonNode reasons(TestRecord<byte[], byte[]> deadLetter) {
        try {
            return Json.mapper()
                    .readTree(deadLetter.headers().lastHeader("dlq-reason").value());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.close();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
