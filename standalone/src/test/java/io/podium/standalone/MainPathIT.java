package io.podium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.rules.authoring.RuleFiles;
import io.podium.rules.program.ProgramParser;
import io.podium.schemas.contract.JsonSchemas;
import io.podium.schemas.contract.MalformedEvents;
import io.podium.schemas.topic.Topic;
import io.podium.schemas.topic.Topics;
import io.podium.standalone.Client.Reply;
import io.podium.standalone.setup.DevConfig;
import io.podium.standalone.setup.DevNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole system in one JVM on a real broker, used over HTTP and Kafka as its users do. */
class MainPathIT {

    private static final Map<Topic<?, ?>, String> OUTCOMES = Map.of(
            Topics.POINTS_OUTCOMES, "records/points-outcome",
            Topics.CHALLENGE_OUTCOMES, "records/challenge-outcome",
            Topics.BADGE_OUTCOMES, "records/badge-outcome",
            Topics.TIER_OUTCOMES, "records/tier-outcome",
            Topics.CONTEST_OUTCOMES, "records/contest-outcome");

    @TempDir
    static Path data;

    private static DevNode node;
    private static Client client;

    @BeforeAll
    static void start() {
        var rules = new RuleFiles(new ProgramParser()).readSample("starter").definitions();
        node = new DevNode(DevConfig.onFreePorts(), data, rules);
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(node::isReady);
        client = new Client("http://127.0.0.1:" + node.port(), node.bootstrapServers(), DevNode.ADMIN_KEY);
    }

    @AfterAll
    static void stop() {
        client.close();
        node.close();
    }

    @Test
    void the_contracts_single_event_is_taken_once() {
        String purchase = """
                {"participant_id": "p_8a3f", "event_type": "purchase_completed",
                 "attributes": {"amount": 1250, "currency": "INR", "category": "skincare", "items": ["sku_42", "sku_71"]},
                 "occurred_at": "2026-04-30T10:42:00Z", "idempotency_key": "p_8a3f:order_4271",
                 "source": "checkout-service"}""";
        Reply first = client.post(Client.SINGLE, purchase);
        assertThat(first.status()).isEqualTo(202);
        assertThat(first.body().fieldNames()).toIterable().containsExactly("event_id", "duplicate");
        assertThat(first.duplicate()).isFalse();
        Reply retry = client.post(Client.SINGLE, purchase);
        assertThat(retry.status()).isEqualTo(200);
        assertThat(retry.duplicate()).isTrue();
        assertThat(retry.eventId()).isEqualTo(first.eventId());
        await(() -> assertThat(client.points("p_8a3f")).isEqualTo(125));
    }

    @Test
    void the_contracts_third_quiz_by_sync_reports_progress_points_and_rank() {
        String quiz = """
                {"participant_id": "p_quiz", "event_type": "quiz_completed",
                 "attributes": {"quiz_id": "q_fit_basics", "score": 100},
                 "idempotency_key": "p_quiz:q_fit_basics:2026-04-%d"}""";
        client.postForResults(quiz.formatted(28));
        client.postForResults(quiz.formatted(29));
        Reply third = client.postForResults(quiz.formatted(30));
        assertThat(third.status()).isEqualTo(200);
        JsonNode results = third.body().get("results");
        assertThat(JsonSchemas.problems("api/sync-receipt", third.body())).isEmpty();
        assertThat(results.get("points_granted").asInt()).isEqualTo(50);
        assertThat(results.get("tier_changed").isNull()).isTrue();
        assertThat(results.get("challenge_progress")).hasSize(1).first().satisfies(progress -> assertThat(progress)
                .hasToString("{\"challenge_id\":\"fitness_30day\",\"objective_id\":\"complete_5_quizzes\","
                        + "\"from\":2,\"to\":3,\"completed\":false}"));
        assertThat(results.get("badges_earned")).isEmpty();
        JsonNode contest = results.get("contest_score_delta").get(0);
        assertThat(contest.get("contest_id").asText()).isEqualTo("april_quiz_cup");
        assertThat(contest.get("delta").asInt()).isEqualTo(100);
        assertThat(client.get("/api/v1/contests/april_quiz_cup/rank/p_quiz")
                        .body()
                        .get("rank"))
                .isEqualTo(contest.get("new_rank"));
        Reply repeat = client.postForResults(quiz.formatted(30));
        assertThat(repeat.duplicate()).isTrue();
        assertThat(repeat.eventId()).isEqualTo(third.eventId());
        assertThat(repeat.body().get("results")).isEqualTo(results);
        assertThat(client.get(Client.SINGLE + "/" + third.eventId() + "/results")
                        .body()
                        .get("results"))
                .isEqualTo(results);
    }

    @Test
    void a_batch_of_500_with_13_repeats_has_487_new_rows_in_order() {
        int attempt = 0;
        Reply reply = batch(attempt);
        while (reply.http().body().contains("verdict_pending") && attempt < 20) {
            reply = batch(++attempt); // a machine that is too slow says so; of an answer that does not, all is exact
        }
        String participant = "p_batch" + attempt;
        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.body().get("accepted").asInt()).isEqualTo(487);
        assertThat(reply.body().get("duplicates").asInt()).isEqualTo(13);
        Map<String, String> firstIds = new HashMap<>();
        for (int i = 0; i < 500; i++) {
            JsonNode row = reply.body().get("results").get(i);
            String key = row.get("idempotency_key").asText();
            assertThat(key).isEqualTo(participant + ":l_" + (i < 487 ? i : i * 7 % 487));
            assertThat(row.get("duplicate").asBoolean()).isEqualTo(i >= 487);
            if (i < 487) {
                firstIds.put(key, row.get("event_id").asText());
            } else {
                assertThat(row.get("event_id").isNull()).isTrue();
                assertThat(row.get("original_event_id").asText()).isEqualTo(firstIds.get(key));
            }
        }
        await(() -> assertThat(client.points(participant)).isEqualTo(4_870));
    }

    private Reply batch(int attempt) {
        String participant = "p_batch" + attempt;
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            int lesson = i < 487 ? i : i * 7 % 487;
            events.add("{\"participant_id\":\"" + participant
                    + "\",\"event_type\":\"lesson_completed\",\"attributes\":{\"lesson_id\":\"l_" + lesson
                    + "\"},\"idempotency_key\":\"" + participant + ":l_" + lesson + "\"}");
        }
        return client.post(Client.BATCH, "{\"events\":[" + String.join(",", events) + "]}");
    }

    @Test
    void of_2000_keys_each_sent_ten_times_at_once_each_is_new_exactly_once() {
        Map<String, List<Reply>> replies = new LinkedHashMap<>();
        Semaphore clients = new Semaphore(200);
        List<CompletableFuture<?>> sent = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            String key = "rush_" + i / 10;
            String event = "{\"participant_id\":\"p_rush_" + i / 10 % 20
                    + "\",\"event_type\":\"quiz_completed\",\"attributes\":{\"score\":1},\"idempotency_key\":\"" + key
                    + "\"}";
            clients.acquireUninterruptibly();
            sent.add(client.postAsync(Client.SINGLE, Client.utf8(event)).whenComplete((reply, failure) -> {
                clients.release();
                synchronized (replies) {
                    replies.computeIfAbsent(key, name -> new ArrayList<>()).add(reply);
                }
            }));
        }
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();
        assertThat(replies).hasSize(2_000).allSatisfy((key, ten) -> {
            assertThat(ten).hasSize(10);
            // On a machine that is much too busy a verdict may come too late, which the answer then says.
            List<Reply> reported = ten.stream()
                    .filter(reply -> !reply.http().body().contains("verdict_pending"))
                    .toList();
            List<Reply> first =
                    reported.stream().filter(reply -> !reply.duplicate()).toList();
            assertThat(first).hasSizeBetween(reported.size() == 10 ? 1 : 0, 1);
            assertThat(first).allMatch(reply -> reply.status() == 202);
            List<Reply> repeats = reported.stream().filter(Reply::duplicate).toList();
            assertThat(repeats).allMatch(reply -> reply.status() == 200);
            assertThat(Stream.concat(first.stream(), repeats.stream())
                            .map(Reply::eventId)
                            .distinct())
                    .hasSizeLessThanOrEqualTo(1);
        });
        for (int participant = 0; participant < 20; participant++) {
            String name = "p_rush_" + participant;
            await(() -> assertThat(client.points(name)).isEqualTo(100 * 50));
        }
    }

    @Test
    void the_same_key_over_http_and_by_a_kafka_producer_is_credited_once() {
        String event = """
                {"participant_id":"p_both","event_type":"lesson_completed","idempotency_key":"both_%d"}""";
        for (int i = 0; i < 20; i++) {
            client.produce(i % 2 == 0 ? "both_" + i : null, DevNode.TENANT, event.formatted(i));
            client.post(Client.SINGLE, event.formatted(i));
            client.produce("elsewhere", DevNode.TENANT, event.formatted(i));
            client.produce(
                    "both_" + i, null, event.formatted(i).replace("{", "{\"tenant_id\":\"" + DevNode.TENANT + "\","));
        }
        client.postForResults(event.formatted(1000));
        await(() -> assertThat(client.points("p_both")).isEqualTo(21 * 10));
        await(() -> assertThat(client.outcomes(Topics.POINTS_OUTCOMES).stream()
                        .filter(outcome ->
                                outcome.get("participant_id").asText().equals("p_both")))
                .hasSize(21));
    }

    @Test
    void an_event_in_a_partition_that_is_not_its_keys_is_still_one_with_it() {
        String event =
                "{\"participant_id\":\"p_lost\",\"event_type\":\"lesson_completed\",\"idempotency_key\":\"lost\"}";
        for (int partition = 0; partition < DevNode.PARTITIONS; partition++) {
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>("raw-events", partition, Client.utf8("lost"), Client.utf8(event));
            record.headers().add("tenant", Client.utf8(DevNode.TENANT));
            client.produce(record);
        }
        await(() -> assertThat(client.points("p_lost")).isEqualTo(10));
        assertThat(client.post(Client.SINGLE, event).duplicate()).isTrue();
        assertThat(client.points("p_lost")).isEqualTo(10);
    }

    @Test
    void garbage_is_refused_over_http_and_dead_lettered_from_kafka_and_nothing_stops() {
        Map<String, byte[]> garbage = MalformedEvents.all();
        int before = client.committed(Topics.RAW_EVENTS_DLQ).size();
        garbage.forEach((name, bytes) -> {
            assertThat(client.postAsync(Client.SINGLE, bytes).join().status())
                    .as(name)
                    .isEqualTo(400);
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>("raw-events", bytes);
            record.headers().add("tenant", Client.utf8(DevNode.TENANT));
            client.produce(record);
        });
        client.produce(null, DevNode.TENANT, null);
        client.produce("k", null, "{\"participant_id\":\"p\",\"event_type\":\"lesson_completed\"}");
        client.produce(new ProducerRecord<>("raw-events", new byte[] {(byte) 0xff}, new byte[0]));
        await(() -> assertThat(client.committed(Topics.RAW_EVENTS_DLQ)).hasSize(before + garbage.size() + 3));
        assertThat(client.committed(Topics.RAW_EVENTS_DLQ)).allSatisfy(letter -> {
            assertThat(JsonSchemas.problems(
                            "records/dead-letter-reason",
                            io.podium.schemas.json.Json.read(
                                    letter.headers().lastHeader("dlq-reason").value(), JsonNode.class)))
                    .isEmpty();
            assertThat(letter.headers().lastHeader("dlq-source-topic").value())
                    .asString()
                    .isEqualTo("raw-events");
            assertThat(letter.headers().lastHeader("dlq-source-partition")).isNotNull();
            assertThat(letter.headers().lastHeader("dlq-source-offset")).isNotNull();
        });
        Reply reply = client.postForResults("{\"participant_id\":\"p_after\",\"event_type\":\"lesson_completed\"}");
        assertThat(reply.status()).isEqualTo(200);
    }

    @Test
    void outcome_topics_keep_their_schemas_and_hold_each_outcome_once() {
        for (int quiz = 0; quiz < 5; quiz++) { // which complete a challenge with a badge, and reach a tier
            client.postForResults(
                    "{\"participant_id\":\"p_out\",\"event_type\":\"quiz_completed\",\"attributes\":{\"score\":7}}");
        }
        OUTCOMES.forEach((topic, schema) -> {
            List<ConsumerRecord<byte[], byte[]>> records = client.committed(topic);
            assertThat(records).as(topic.name()).isNotEmpty();
            Set<String> ids = new HashSet<>();
            records.forEach(record -> {
                JsonNode outcome = io.podium.schemas.json.Json.read(record.value(), JsonNode.class);
                assertThat(JsonSchemas.problems(schema, outcome)).isEmpty();
                assertThat(ids.add(outcome.get("outcome_id").asText())).isTrue();
                assertThat(new String(record.key(), java.nio.charset.StandardCharsets.UTF_8))
                        .isEqualTo(outcome.get("tenant_id").asText() + "|"
                                + outcome.get("participant_id").asText());
            });
        });
    }

    @Test
    void health_is_ready_and_metrics_balance() {
        assertThat(client.get("/health/live").status()).isEqualTo(200);
        assertThat(client.get("/health/ready").status()).isEqualTo(200);
        assertThat(client.get("/metrics").http().body()).contains("podium_dedup_received_total");
    }

    private static void await(org.awaitility.core.ThrowingRunnable asserted) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(asserted);
    }
}
