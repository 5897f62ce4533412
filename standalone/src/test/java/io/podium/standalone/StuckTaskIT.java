package io.podium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.podium.ingest.log.KafkaEventLog;
import io.podium.operations.administration.TableTopic;
import io.podium.schemas.config.KafkaConfig;
import io.podium.schemas.event.SkippedRecord;
import io.podium.schemas.json.Json;
import io.podium.schemas.key.RecordKeys;
import io.podium.schemas.query.Answer;
import io.podium.schemas.query.AskedVerdict;
import io.podium.schemas.query.RawLog;
import io.podium.schemas.query.Verdict;
import io.podium.schemas.topic.Topics;
import io.podium.standalone.broker.EmbeddedBroker;
import io.podium.standalone.broker.LocalPorts;
import io.podium.standalone.setup.Metrics;
import io.podium.stream.engine.Engine;
import io.podium.stream.engine.EngineConfig;
import io.podium.stream.query.QueryServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A thread that dies again and again for a reason that is no record's fault: a topic that the processor must not write.
 * The node is not ready, however often the thread is replaced, and lives; what else it has it answers; it is ready
 * again when somebody got the task past the place, by mending the reason or by having the record skipped.
 */
class StuckTaskIT {

    private static final int PARTITIONS = 2;
    private static final ResourcePattern OUTCOMES =
            new ResourcePattern(ResourceType.TOPIC, Topics.POINTS_OUTCOMES.name(), PatternType.LITERAL);
    private static final AclBinding ALLOW = binding(AclOperation.ALL, AclPermissionType.ALLOW);
    private static final AclBinding DENY = binding(AclOperation.WRITE, AclPermissionType.DENY);

    @TempDir
    Path directory;

    @Test
    void a_node_is_not_ready_while_a_task_dies_at_one_place_and_ready_when_it_got_past() throws Exception {
        PrometheusMeterRegistry registry = Metrics.registry();
        try (LiveRun run = new LiveRun(directory, PARTITIONS, broker());
                Admin admin = run.admin();
                Engine engine = new Engine(config(run), PARTITIONS, registry);
                QueryServer server = new QueryServer(
                        "127.0.0.1",
                        0,
                        new QueryServer.Parts(
                                engine.queries(), engine.owners(), null, engine::isRunning, registry::scrape));
                Client node = new Client("http://127.0.0.1:" + server.port(), run.bootstrapServers(), "none")) {
            run.publish("{ kind: earn_rule, id: r, event_type: pays, grant: { amount: 7 } }", Instant.EPOCH);
            engine.start();
            await(() -> isReady(node));
            assertThat(isStuck(node)).isFalse();

            change(admin, List.of(ALLOW, DENY), List.of());
            send(run, "first", "pays");
            await(() -> isStuck(node));
            assertThat(isReady(node)).isFalse();
            assertThat(node.get("/health/live").status()).isEqualTo(200);
            anotherPartitionIsAnswered(run, engine, node);
            change(admin, List.of(), List.of(DENY.toFilter()));
            await(() -> isReady(node));
            assertThat(isStuck(node)).isFalse();
            await(() -> run.client().outcomes(Topics.POINTS_OUTCOMES).size() == 1);

            change(admin, List.of(DENY), List.of());
            send(run, "second", "pays");
            await(() -> isStuck(node));
            assertThat(isReady(node)).isFalse();
            skip(run, "second");
            await(() -> isReady(node));
            assertThat(run.client().outcomes(Topics.POINTS_OUTCOMES)).hasSize(1);
            assertThat(run.client().committed(Topics.RAW_EVENTS_DLQ.name())).hasSize(1);
        }
    }

    /** While threads come and go: what another partition's task says is waited for, and the node is never ready. */
    private static void anotherPartitionIsAnswered(LiveRun run, Engine engine, Client node) throws Exception {
        String key = keyOf(1 - RecordKeys.partition("first", PARTITIONS));
        RecordMetadata sent = send(run, key, "visits");
        AskedVerdict asked = new AskedVerdict(sent.offset(), LiveRun.TENANT, key, KafkaEventLog.eventId(sent));
        Answer<List<Verdict>> isNew = new Answer.Known<>(List.of(Verdict.NEW));
        await(() -> {
            assertThat(isReady(node)).isFalse();
            return engine.queries()
                    .verdicts(RawLog.EVENTS, sent.partition(), List.of(asked), Duration.ofMillis(100))
                    .join()
                    .equals(isNew);
        });
    }

    private static String keyOf(int partition) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "k" + i)
                .filter(key -> RecordKeys.partition(key, PARTITIONS) == partition)
                .findFirst()
                .orElseThrow();
    }

    /** What an operator does who gives an event up. */
    private static void skip(LiveRun run, String key) {
        ConsumerRecord<byte[], byte[]> accepted = run.client().committed(Topics.ACCEPTED_EVENTS.name()).stream()
                .filter(record -> record.value() != null
                        && Json.read(record.value(), JsonNode.class)
                                .path("idempotency_key")
                                .asText()
                                .equals(key))
                .findFirst()
                .orElseThrow();
        SkippedRecord record =
                new SkippedRecord(accepted.topic(), accepted.partition(), accepted.offset(), 1, "given up");
        new TableTopic<>(Topics.SKIPPED_RECORDS, run.bootstrapServers(), Map.of())
                .write(Map.of(record.recordKey(), record));
    }

    private static boolean isReady(Client node) {
        return node.get("/health/ready").status() == 200;
    }

    /** Threads are meant to die here. */
    private static void await(Callable<Boolean> condition) {
        Awaitility.await()
                .dontCatchUncaughtExceptions()
                .atMost(Duration.ofMinutes(2))
                .until(condition);
    }

    private static boolean isStuck(Client node) {
        String metrics = node.get("/metrics").http().body();
        assertThat(metrics).contains("# HELP podium_tasks_stuck Tasks whose thread died");
        return !metrics.contains("podium_tasks_stuck 0.0");
    }

    private static RecordMetadata send(LiveRun run, String key, String type) throws Exception {
        return run.send(key, "\"participant_id\":\"p\",\"event_type\":\"" + type + "\"")
                .get();
    }

    /** Returns when the broker has what was changed in force. */
    private static void change(Admin admin, List<AclBinding> added, List<AclBindingFilter> taken) throws Exception {
        admin.createAcls(added).all().get();
        admin.deleteAcls(taken).all().get();
        await(() -> {
            var all = admin.describeAcls(AclBindingFilter.ANY).values().get();
            return all.containsAll(added)
                    && taken.stream().noneMatch(filter -> all.stream().anyMatch(filter::matches));
        });
    }

    private static AclBinding binding(AclOperation operation, AclPermissionType type) {
        return new AclBinding(OUTCOMES, new AccessControlEntry("User:*", "*", operation, type));
    }

    private EmbeddedBroker broker() {
        int controller = LocalPorts.free();
        return EmbeddedBroker.start(
                directory.resolve("kafka"),
                new EmbeddedBroker.Node(1, LocalPorts.free(), controller, "1@127.0.0.1:" + controller, 1),
                Map.of(
                        "authorizer.class.name",
                        "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        "allow.everyone.if.no.acl.found",
                        "true",
                        "group.min.session.timeout.ms",
                        "1000"));
    }

    /** A dead thread is missed after its session, and a short one makes this test short. */
    private EngineConfig config(LiveRun run) {
        return EngineConfig.alone("stuck", run.bootstrapServers(), directory.resolve("state"), "127.0.0.1:0")
                .with(new KafkaConfig(
                        run.bootstrapServers(),
                        Map.of("consumer.session.timeout.ms", "2000", "consumer.heartbeat.interval.ms", "500")));
    }
}
