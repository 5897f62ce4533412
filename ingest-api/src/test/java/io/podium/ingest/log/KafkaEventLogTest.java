package io.podium.ingest.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.ingest.log.EventLog.Append;
import io.podium.schemas.event.EventHeaders;
import io.podium.schemas.event.EventId;
import io.podium.schemas.event.RawEvent;
import io.podium.schemas.json.Json;
import io.podium.schemas.node.NodeThreads;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaEventLogTest {

    private static final long ARRIVAL = 1_777_545_720_000L;
    private static final Node NODE = new Node(0, "localhost", 1);

    private final MockProducer<byte[], byte[]> producer = new MockProducer<>(
            new Cluster(
                    "c",
                    List.of(NODE),
                    List.of(new PartitionInfo("raw-events", 0, NODE, new Node[] {NODE}, new Node[] {NODE})),
                    java.util.Set.of(),
                    java.util.Set.of()),
            false,
            new RoundRobinPartitioner(),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    private final KafkaEventLog log = new KafkaEventLog(producer, new NodeThreads());

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void a_record_carries_the_key_as_it_is_the_arrival_as_timestamp_and_the_tenant_in_a_header() {
        append("k\u00e9y", true);
        ProducerRecord<byte[], byte[]> record = producer.history().get(0);
        assertThat(record.topic()).isEqualTo("raw-events");
        assertThat(record.partition()).as("left to Kafka's partitioner").isNull();
        assertThat(record.key()).isEqualTo("k\u00e9y".getBytes(StandardCharsets.UTF_8));
        assertThat(record.timestamp()).isEqualTo(ARRIVAL);
        assertThat(record.headers().lastHeader(EventHeaders.TENANT).value())
                .asString()
                .isEqualTo("t");
        assertThat(record.headers().lastHeader(EventHeaders.SYNC)).isNotNull();
    }

    @Test
    void an_event_without_key_has_none_and_one_that_is_not_sync_no_such_header() {
        append(null, false);
        assertThat(producer.history().get(0).key()).isNull();
        assertThat(producer.history().get(0).headers().lastHeader(EventHeaders.SYNC))
                .isNull();
    }

    @Test
    void it_is_written_when_kafka_says_so_and_not_before() {
        CompletableFuture<Append> append = append("k", false);
        assertThat(append).isNotDone();
        producer.completeNext();
        assertThat(append.join())
                .as("with an id that follows from where it is, and from when, which is 0 in this mock")
                .isEqualTo(new Append.Written(0, 0, EventId.at("raw-events", 0, 0, 0)));
    }

    @Test
    void what_kafka_does_not_confirm_is_failed_and_never_thrown() {
        CompletableFuture<Append> append = append("k", false);
        producer.errorNext(new TimeoutException("too late"));
        assertThat(append.join()).isEqualTo(new Append.Failed("TimeoutException: too late"));
        producer.sendException = new TimeoutException("buffer full");
        assertThat(append("k", false).join()).isInstanceOf(Append.Failed.class);
    }

    @Test
    void it_is_ready_once_the_topic_is_known() {
        Awaitility.await().until(log::isReady);
        log.close();
        assertThat(log.isReady()).isFalse();
    }

    private CompletableFuture<Append> append(String key, boolean sync) {
        RawEvent event = new RawEvent(null, "p", "e", Json.mapper().createObjectNode(), null, key, null);
        return log.append("t", event, ARRIVAL, sync);
    }
}
