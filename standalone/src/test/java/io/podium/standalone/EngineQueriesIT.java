package io.podium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.podium.ingest.log.KafkaEventLog;
import io.podium.ingest.query.HttpQueries;
import io.podium.operations.administration.TableTopic;
import io.podium.operations.administration.TopicSetup;
import io.podium.rules.authoring.RuleFiles;
import io.podium.rules.program.ProgramParser;
import io.podium.schemas.event.EventId;
import io.podium.schemas.key.RecordKeys;
import io.podium.schemas.query.Answer;
import io.podium.schemas.query.AskedVerdict;
import io.podium.schemas.query.EngineQueries;
import io.podium.schemas.query.EvaluatedEvent;
import io.podium.schemas.query.LeaderboardReport;
import io.podium.schemas.query.ParticipantReport;
import io.podium.schemas.query.RawLog;
import io.podium.schemas.query.ScoredEvent;
import io.podium.schemas.query.Verdict;
import io.podium.schemas.rule.RuleVersion;
import io.podium.schemas.topic.Topics;
import io.podium.standalone.broker.EmbeddedBroker;
import io.podium.standalone.broker.LocalPorts;
import io.podium.stream.engine.Engine;
import io.podium.stream.engine.EngineConfig;
import io.podium.stream.query.QueryServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every implementation of {@link EngineQueries} must do: in the same JVM, and over HTTP to the owner. */
class EngineQueriesIT {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final int PARTITIONS = 3;
    private static final String SECRET = "only among nodes";

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;
    private static Engine engine;
    private static QueryServer server;
    private static KafkaProducer<byte[], byte[]> producer;
    private static HttpQueries remote;

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(directory.resolve("kafka"), 0);
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
            assertThat(new TopicSetup(admin).apply(PARTITIONS, 1)).isEmpty();
        }
        Map<String, RuleVersion> rules = new HashMap<>();
        new RuleFiles(new ProgramParser()).readSample("starter").definitions().forEach(definition -> {
            RuleVersion version = new RuleVersion(
                    "t",
                    definition.program().kind(),
                    definition.program().id(),
                    Instant.EPOCH,
                    definition.source().definition());
            rules.put(version.recordKey(), version);
        });
        new TableTopic<>(Topics.RULES, broker.bootstrapServers(), Map.of()).write(rules);
        int port = LocalPorts.free();
        engine = new Engine(
                EngineConfig.alone(
                        "queries", broker.bootstrapServers(), directory.resolve("state"), "127.0.0.1:" + port),
                PARTITIONS,
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
        engine.start();
        server = new QueryServer(
                "127.0.0.1",
                port,
                new QueryServer.Parts(engine.queries(), engine.owners(), SECRET, engine::isRunning, () -> ""));
        remote = new HttpQueries(List.of("127.0.0.1:1", "127.0.0.1:" + port), SECRET);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(engine::isRunning);
    }

    @AfterAll
    static void stop() {
        producer.close();
        server.close();
        engine.close();
        broker.close();
    }

    static Stream<EngineQueries> implementations() {
        return Stream.of(engine.queries(), remote);
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void the_verdict_on_an_offset_comes_as_soon_as_it_is_processed(EngineQueries queries) throws Exception {
        Sent first = send("p", "verdict " + queries.getClass(), 1);
        Sent second = send("p", "verdict " + queries.getClass(), 1);
        assertThat(queries.verdicts(
                                RawLog.EVENTS, first.position.partition(), List.of(second.asked(), first.asked()), LONG)
                        .join())
                .isEqualTo(new Answer.Known<>(List.of(new Verdict(first.eventId), Verdict.NEW)));
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void a_verdict_on_what_is_not_in_the_log_is_unknown_when_the_wait_is_over(EngineQueries queries) {
        AskedVerdict later = new AskedVerdict(1_000_000, "t", "k", "evt_1");
        assertThat(queries.verdicts(RawLog.EVENTS, 0, List.of(later), SHORT).join())
                .isInstanceOf(Answer.Unknown.class);
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void a_partition_that_nobody_owns_is_unavailable(EngineQueries queries) {
        AskedVerdict asked = new AskedVerdict(0, "t", "k", "evt_1");
        assertThat(queries.verdicts(RawLog.EVENTS, 99, List.of(asked), SHORT).join())
                .isInstanceOf(Answer.Unavailable.class);
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void results_can_be_waited_for_and_read_afterwards(EngineQueries queries) throws Exception {
        String eventId = send("p_wait", null, 5).eventId();
        CompletableFuture<Answer<EvaluatedEvent>> waiting = queries.evaluation("t", "p_wait", eventId, LONG);
        CompletableFuture<Answer<ScoredEvent>> scored = queries.scored("t", "april_quiz_cup", eventId, LONG);
        EvaluatedEvent event = known(waiting.join());
        assertThat(event.results().pointsGranted()).isEqualTo(50);
        assertThat(event.contestIds()).containsExactly("april_quiz_cup");
        assertThat(known(scored.join()).delta().delta()).isEqualByComparingTo("5");
        assertThat(known(queries.evaluation("t", "p_wait", eventId, Duration.ZERO)
                        .join()))
                .isEqualTo(event);
        assertThat(known(queries.evaluation("t", null, eventId, Duration.ZERO).join()))
                .isEqualTo(event);
        assertThat(queries.scored("t", "april_quiz_cup", eventId, Duration.ZERO).join())
                .isEqualTo(scored.join());
        assertThat(queries.evaluation("other", null, eventId, SHORT).join())
                .as("another tenant's event")
                .isInstanceOf(Answer.Unknown.class);
        assertThat(queries.evaluation("t", null, EventId.at("none", 0, 0, 0), SHORT)
                        .join())
                .isInstanceOf(Answer.Unknown.class);
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void a_participant_has_a_state_and_one_who_never_did_anything_an_empty_one(EngineQueries queries) throws Exception {
        String name = "p_state_" + queries.getClass().getSimpleName();
        String eventId = send(name, null, 5).eventId();
        known(queries.evaluation("t", name, eventId, LONG).join());
        ParticipantReport report = known(queries.participant("t", name).join());
        assertThat(report.lifetimePoints()).isEqualTo(50);
        assertThat(report.challenges()).singleElement().satisfies(challenge -> assertThat(challenge.challengeId())
                .isEqualTo("fitness_30day"));
        assertThat(known(queries.participant("t", "nobody").join()))
                .isEqualTo(new ParticipantReport("nobody", 0, null, List.of(), List.of(), List.of(), null, null, null));
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void a_leaderboard_is_read_from_the_top_or_around_somebody(EngineQueries queries) throws Exception {
        String eventId = send("p_board", null, 1_000_000).eventId();
        known(queries.scored("t", "april_quiz_cup", eventId, LONG).join());
        LeaderboardReport top =
                known(queries.leaderboard("t", "april_quiz_cup", 1, null).join());
        assertThat(top.rows()).singleElement().satisfies(row -> {
            assertThat(row.rank()).isEqualTo(1);
            assertThat(row.participantId()).isEqualTo("p_board");
        });
        assertThat(known(queries.leaderboard("t", "april_quiz_cup", 1, "p_board")
                                .join())
                        .rows())
                .isEqualTo(top.rows());
        assertThat(queries.leaderboard("t", "april_quiz_cup", 1, "nobody").join())
                .isInstanceOf(Answer.Unknown.class);
        assertThat(queries.leaderboard("t", "no_contest", 1, null).join()).isInstanceOf(Answer.Unknown.class);
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void nodes_without_the_secret_learn_nothing(EngineQueries queries) {
        HttpQueries stranger = new HttpQueries(List.of("127.0.0.1:" + server.port()), "wrong");
        assertThat(stranger.verdicts(RawLog.EVENTS, 0, List.of(new AskedVerdict(0, "t", "k", "evt_1")), SHORT)
                        .join())
                .isInstanceOf(Answer.Unavailable.class);
        assertThat(queries.participant("t", "nobody").join()).isInstanceOf(Answer.Known.class);
    }

    private record Sent(RecordMetadata position, String key, String eventId) {
        AskedVerdict asked() {
            return new AskedVerdict(position.offset(), "t", key, eventId);
        }
    }

    private static Sent send(String participant, String key, int score) throws Exception {
        String member = key == null ? "" : ",\"idempotency_key\":\"" + key + "\"";
        String value = "{\"participant_id\":\"" + participant
                + "\",\"event_type\":\"quiz_completed\",\"attributes\":{\"score\":" + score + "}" + member + "}";
        byte[] recordKey = key == null ? null : Client.utf8(key);
        Integer partition = key == null ? Integer.valueOf(0) : Integer.valueOf(RecordKeys.partition(key, PARTITIONS));
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>("raw-events", partition, recordKey, Client.utf8(value));
        record.headers().add("tenant", Client.utf8("t"));
        RecordMetadata written = producer.send(record).get();
        return new Sent(written, key, KafkaEventLog.eventId(written));
    }

    private static <T> T known(Answer<T> answer) {
        assertThat(answer).isInstanceOf(Answer.Known.class);
        return ((Answer.Known<T>) answer).value();
    }
}
