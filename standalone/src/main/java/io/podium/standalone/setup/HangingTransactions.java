package io.podium.standalone.setup;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersResult.PartitionProducerState;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends transactions that a killed broker left open and that its coordinator takes for ended (seen with Kafka 4.3.1 where
 * broker and coordinator are one process that is killed while it writes markers). Nobody would ever end them, and readers
 * of committed records, restoring stores among them, would wait for ever. What is done is what {@code
 * kafka-transactions.sh abort} does (KIP-664). For a cluster of its own alone: elsewhere it is an operator's decision.
 */
final class HangingTransactions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HangingTransactions.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Set<TransactionState> UNDER_WAY = EnumSet.of(
            TransactionState.ONGOING,
            TransactionState.PREPARE_COMMIT,
            TransactionState.PREPARE_ABORT,
            TransactionState.PREPARE_EPOCH_FENCE);

    private final String bootstrapServers;
    private final BooleanSupplier enough;
    private final ScheduledExecutorService thread;
    private Set<Open> suspected = Set.of();

    /** A transaction in one partition. */
    private record Open(TopicPartition partition, long producerId, int epoch, int coordinatorEpoch, long start) {}

    /**
     * Looks every two seconds.
     *
     * @param enough when there is nothing to look for any more: all stores are restored, so nobody waits
     */
    HangingTransactions(String bootstrapServers, BooleanSupplier enough) {
        this.bootstrapServers = bootstrapServers;
        this.enough = enough;
        thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread daemon = new Thread(task, "podium-hanging-transactions");
            daemon.setDaemon(true);
            return daemon;
        });
        thread.scheduleWithFixedDelay(this::look, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            if (enough.getAsBoolean()) {
                thread.shutdown();
                return;
            }
            try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrapServers))) {
                Set<Open> open = withoutCoordinator(admin);
                // One that just ended may still have looked open, but not twice with the same start.
                open.stream().filter(suspected::contains).forEach(transaction -> abort(admin, transaction));
                suspected = open;
            }
        } catch (RuntimeException e) {
            LOG.debug("could not look for hanging transactions; trying again", e);
        }
    }

    private static Set<Open> withoutCoordinator(Admin admin) {
        Set<Open> open = open(admin);
        if (!open.isEmpty()) {
            Set<Long> underWay = KafkaAnswers.get(admin.listTransactions().all()).stream()
                    .filter(transaction -> UNDER_WAY.contains(transaction.state()))
                    .map(TransactionListing::producerId)
                    .collect(Collectors.toSet());
            open.removeIf(transaction -> underWay.contains(transaction.producerId()));
        }
        return open;
    }

    private static Set<Open> open(Admin admin) {
        Set<String> topics = KafkaAnswers.get(
                admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
        Set<TopicPartition> partitions = new LogOffsets(admin).partitions(topics);
        Set<Open> open = new HashSet<>();
        for (Map.Entry<TopicPartition, PartitionProducerState> partition :
                KafkaAnswers.get(admin.describeProducers(partitions).all()).entrySet()) {
            for (ProducerState producer : partition.getValue().activeProducers()) {
                producer.currentTransactionStartOffset()
                        .ifPresent(start -> open.add(new Open(
                                partition.getKey(),
                                producer.producerId(),
                                producer.producerEpoch(),
                                producer.coordinatorEpoch().orElse(0),
                                start)));
            }
        }
        return open;
    }

    private static void abort(Admin admin, Open transaction) {
        LOG.warn(
                "aborting a transaction that a killed broker left open and its coordinator does not know: {}",
                transaction);
        KafkaAnswers.get(admin.abortTransaction(new AbortTransactionSpec(
                        transaction.partition(),
                        transaction.producerId(),
                        (short) transaction.epoch(),
                        transaction.coordinatorEpoch()))
                .all());
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
