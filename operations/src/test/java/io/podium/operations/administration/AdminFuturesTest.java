package io.podium.operations.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;

class AdminFuturesTest {

    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void what_a_broker_does_not_know_yet_is_asked_again() {
        assertThat(AdminFutures.settled(() -> asked.incrementAndGet() < 3
                        ? failed(new UnknownTopicOrPartitionException("not hosted here"))
                        : KafkaFuture.completedFuture("topic")))
                .isEqualTo("topic");
        assertThat(asked).hasValue(3);
    }

    @Test
    void what_will_stay_wrong_is_reported_at_once() {
        assertThatThrownBy(() -> AdminFutures.settled(() -> {
                    asked.incrementAndGet();
                    return failed(new TopicAuthorizationException("not allowed"));
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not allowed");
        assertThat(asked).hasValue(1);
    }

    private static KafkaFuture<String> failed(Exception reason) {
        KafkaFutureImpl<String> future = new KafkaFutureImpl<>();
        future.completeExceptionally(reason);
        return future;
    }
}
