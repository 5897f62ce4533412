package io.podium.standalone.broker;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;

/** Waits for what Kafka's administration answers. */
public final class KafkaAnswers {

    private static final long MINUTES = 2;

    private KafkaAnswers() {}

    /**
     * The answer, waited for up to two minutes.
     *
     * @throws IllegalStateException if there is none, or Kafka refuses; with Kafka's reason
     */
    public static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get(MINUTES, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for Kafka", e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("expected an answer of Kafka within " + MINUTES + " minutes, but none", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "expected an answer of Kafka, but " + e.getCause().getMessage(), e);
        }
    }
}
