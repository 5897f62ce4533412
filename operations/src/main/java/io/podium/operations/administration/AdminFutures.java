package io.podium.operations.administration;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.RetriableException;

/** Waits for what Kafka's administration answers. */
public final class AdminFutures {

    private static final long MINUTES = 2;

    /** So long brokers may contradict each other about what has just been created. */
    private static final Duration PROPAGATION = Duration.ofSeconds(10);

    private static final int PAUSE_MS = 200;

    private AdminFutures() {}

    /**
     * The answer to a question that brokers can't answer for the moment, as while metadata of a new topic spreads among
     * them: asked again for up to ten seconds.
     *
     * @throws IllegalStateException as {@link #get}
     */
    public static <T> T settled(Supplier<KafkaFuture<T>> question) {
        long deadline = System.nanoTime() + PROPAGATION.toNanos();
        while (true) {
            try {
                return get(question.get());
            } catch (IllegalStateException e) {
                if (!isTransient(e) || System.nanoTime() > deadline) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static boolean isTransient(IllegalStateException failure) {
        return failure.getCause() instanceof ExecutionException
                && failure.getCause().getCause() instanceof RetriableException;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for Kafka", e);
        }
    }

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
                    "expected an answer of Kafka, but "
                            + requireNonNull(e.getCause()).getMessage(),
                    e);
        }
    }
}
