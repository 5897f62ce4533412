package io.podium.stream.record;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.TaskId;

/** What is behind the failure that a stream thread reports. */
public final class Causes {

    /** Causes can go in circles. */
    private static final int DEEPEST = 20;

    private Causes() {}

    /** The failure and its causes, outermost first, at most 20. */
    public static List<Throwable> of(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(DEEPEST)
                .toList();
    }

    /** The innermost cause; the failure itself where it has none. */
    public static Throwable root(Throwable failure) {
        List<Throwable> causes = of(failure);
        return causes.get(causes.size() - 1);
    }

    /** The task that failed, where Kafka Streams says it. */
    public static Optional<TaskId> task(Throwable failure) {
        return of(failure).stream()
                .filter(StreamsException.class::isInstance)
                .flatMap(cause -> ((StreamsException) cause).taskId().stream())
                .findFirst();
    }
}
