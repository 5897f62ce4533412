package io.podium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.schemas.json.Json;
import io.podium.schemas.topic.Topic;
import io.podium.standalone.setup.DevNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A user of a running system: HTTP with a key, and plain Kafka clients. */
public final class Client implements AutoCloseable {

    public static final String SINGLE = "/api/v1/ingest/events";
    public static final String BATCH = SINGLE + "/batch";
    public static final String SYNC = SINGLE + "/sync";

    private final String url;
    private final String bootstrapServers;
    private final String key;
    private final String tenant;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final KafkaProducer<byte[], byte[]> producer;

    Client(String url, String bootstrapServers, String key) {
        this(url, bootstrapServers, key, DevNode.TENANT);
    }

    public Client(String url, String bootstrapServers, String key, String tenant) {
        this.tenant = tenant;
        this.url = url;
        this.bootstrapServers = bootstrapServers;
        this.key = key;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** An answer; no body where it is none of JSON. */
    public record Reply(int status, JsonNode body, HttpResponse<String> http) {
        boolean duplicate() {
            return body.get("duplicate").asBoolean();
        }

        String eventId() {
            return body.get("event_id").asText();
        }
    }

    public Reply post(String path, String body) {
        return postAsync(path, body.getBytes(StandardCharsets.UTF_8)).join();
    }

    /**
     * Sends a sync event and reads what it gave. A machine that is too busy for an answer within the request's deadline
     * gets {@code 202} and reads the results where the receipt points, as a user would.
     */
    public Reply postForResults(String body) {
        Reply receipt = post(SYNC, body);
        if (receipt.status() != 202) {
            return receipt;
        }
        String results = SINGLE + "/" + receipt.eventId() + "/results";
        Reply read = ProgressWait.until("results of " + body, () -> get(results), reply -> reply.status() == 200);
        ((ObjectNode) receipt.body()).remove("status");
        ((ObjectNode) receipt.body()).set("results", read.body().get("results"));
        return new Reply(200, receipt.body(), read.http());
    }

    /** Sets what a path names to a body. */
    public Reply put(String path, String body) {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .thenApply(Client::reply)
                .join();
    }

    CompletableFuture<Reply> postAsync(String path, byte[] body) {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString()).thenApply(Client::reply);
    }

    public Reply get(String path) {
        return http.sendAsync(request(path).GET().build(), HttpResponse.BodyHandlers.ofString())
                .thenApply(Client::reply)
                .join();
    }

    /** Ends what a path names, as a body says. */
    public Reply delete(String path, String body) {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .method("DELETE", HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .thenApply(Client::reply)
                .join();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + key)
                .header("X-Bricqs-Tenant", tenant);
    }

    private static Reply reply(HttpResponse<String> response) {
        boolean json = response.headers().firstValue("Content-Type").orElse("").startsWith("application/json");
        try {
            return new Reply(response.statusCode(), json ? Json.mapper().readTree(response.body()) : null, response);
        } catch (IOException e) {
            throw new UncheckedIOException(response.body(), e);
        }
    }

    /** Lifetime points of a participant, as the reads report. */
    public long points(String participant) {
        Reply reply = get("/api/v1/gamify/state/" + participant);
        assertThat(reply.status()).as(reply.http().body()).isEqualTo(200);
        return reply.body().get("lifetime_points").asLong();
    }

    /** Writes to {@code raw-events} as any Kafka producer would; waits for the acknowledgement. */
    void produce(ProducerRecord<byte[], byte[]> record) {
        try {
            producer.send(record).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes without waiting; see {@link #flush}. */
    Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
        return producer.send(record);
    }

    /** Waits until all that was sent is acknowledged. */
    void flush() {
        producer.flush();
    }

    void produce(String recordKey, String tenant, String value) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                "raw-events", recordKey == null ? null : utf8(recordKey), value == null ? null : utf8(value));
        if (tenant != null) {
            record.headers().add("tenant", utf8(tenant));
        }
        produce(record);
    }

    /** Everything committed on a topic now, as an analytics consumer with read_committed sees it. */
    public List<ConsumerRecord<byte[], byte[]>> committed(Topic<?, ?> topic) {
        return committed(topic.name());
    }

    List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        forEachCommitted(topic, all::add);
        return all;
    }

    /** The same one after the other, for topics that are too large to hold. */
    void forEachCommitted(String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                false);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (PartitionInfo partition : consumer.partitionsFor(topic)) {
                partitions.add(new TopicPartition(partition.topic(), partition.partition()));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(reader);
            }
        }
    }

    /** The committed records of a topic as JSON, without heartbeats. */
    public List<JsonNode> outcomes(Topic<?, ?> topic) {
        return committed(topic).stream()
                .filter(record -> record.value() != null)
                .map(record -> Json.read(record.value(), JsonNode.class))
                .toList();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
    }
}
