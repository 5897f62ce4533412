package io.podium.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.standalone.Child;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.IntegerDeserializer;
import org.apache.kafka.common.serialization.IntegerSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A transaction is whole in all its partitions or in none, whenever the only broker is killed. */
class LoneBrokerKillIT {

    private static final int KILLS = 3;
    private static final String TOPIC = "copies";
    private static final List<TopicPartition> PARTITIONS = IntStream.range(0, 16)
            .mapToObj(partition -> new TopicPartition(TOPIC, partition))
            .toList();
    /** So many that some are always in the middle of a commit. */
    private static final int PRODUCERS = 8;
    /** So many are committed before a kill. */
    private static final int TRANSACTIONS = 200;

    @TempDir
    Path directory;

    private final ExecutorService threads = Executors.newFixedThreadPool(PRODUCERS);
    private final AtomicInteger next = new AtomicInteger();
    private final Set<Integer> committed = new ConcurrentSkipListSet<>();

    @Test
    void a_transaction_that_is_being_committed_when_the_broker_is_killed_is_whole_or_not_there() throws Exception {
        for (int kill = 0; kill < KILLS; kill++) {
            try (Child broker = start(kill)) {
                String bootstrap = bootstrap(broker);
                if (kill == 0) {
                    create(bootstrap);
                }
                commitUntilKilled(broker, bootstrap);
            }
        }
        try (Child broker = start(KILLS)) {
            String bootstrap = bootstrap(broker);
            producers(bootstrap).forEach(producer -> {
                producer.initTransactions();
                producer.close();
            });
            List<Integer> first = copies(bootstrap, PARTITIONS.get(0));
            assertThat(first).doesNotHaveDuplicates().containsAll(committed);
            for (TopicPartition partition : PARTITIONS) {
                assertThat(copies(bootstrap, partition))
                        .as("copies in %s", partition)
                        .containsExactlyInAnyOrderElementsOf(first);
            }
        }
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private void commitUntilKilled(Child broker, String bootstrap) throws Exception {
        CountDownLatch enough = new CountDownLatch(TRANSACTIONS);
        List<KafkaProducer<Integer, Integer>> producers = producers(bootstrap);
        List<CompletableFuture<Void>> commits = producers.stream()
                .map(producer -> CompletableFuture.runAsync(() -> commit(producer, enough), threads))
                .toList();
        assertThat(enough.await(1, TimeUnit.MINUTES)).isTrue();
        broker.kill();
        producers.forEach(producer -> producer.close(Duration.ZERO));
        commits.forEach(commit -> assertThat(commit).failsWithin(Duration.ofMinutes(1)));
    }

    /** Each transaction writes its number to every partition. */
    private void commit(KafkaProducer<Integer, Integer> producer, CountDownLatch enough) {
        producer.initTransactions();
        while (true) {
            int number = next.getAndIncrement();
            producer.beginTransaction();
            PARTITIONS.forEach(
                    partition -> producer.send(new ProducerRecord<>(TOPIC, partition.partition(), 0, number)));
            producer.commitTransaction();
            committed.add(number);
            enough.countDown();
        }
    }

    /** What a reader of committed records sees, once nothing is undecided. */
    private static List<Integer> copies(String bootstrap, TopicPartition partition) {
        try (KafkaConsumer<Integer, Integer> decided = consumer(bootstrap, "read_committed");
                KafkaConsumer<Integer, Integer> all = consumer(bootstrap, "read_uncommitted")) {
            List<TopicPartition> one = List.of(partition);
            Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(decided.endOffsets(one))
                    .isEqualTo(all.endOffsets(one)));
            long end = decided.endOffsets(one).get(partition);
            decided.assign(one);
            decided.seekToBeginning(one);
            List<Integer> numbers = new ArrayList<>();
            while (decided.position(partition) < end) {
                decided.poll(Duration.ofSeconds(1)).forEach(copy -> numbers.add(copy.value()));
            }
            return numbers;
        }
    }

    private static List<KafkaProducer<Integer, Integer>> producers(String bootstrap) {
        return IntStream.range(0, PRODUCERS)
                .mapToObj(producer -> new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrap,
                                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                                "producer-" + producer),
                        new IntegerSerializer(),
                        new IntegerSerializer()))
                .toList();
    }

    private static KafkaConsumer<Integer, Integer> consumer(String bootstrap, String isolation) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        isolation),
                new IntegerDeserializer(),
                new IntegerDeserializer());
    }

    private static void create(String bootstrap) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS.size(), (short) 1)))
                    .all()
                    .get();
        }
    }

    private static String bootstrap(Child broker) {
        return broker.line("kafka ").substring("kafka ".length()).trim();
    }

    private Child start(int kill) {
        return new Child(
                LoneBrokerProcess.class.getName(),
                directory.resolve("broker-" + kill + ".log"),
                List.of(directory.resolve("data").toString()));
    }
}
