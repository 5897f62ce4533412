package io.podium.benchmarks.http;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * A load of requests to one path, over kept connections.
 *
 * @param port where the server listens on loopback
 * @param bodies the body of the request of a number; no number is asked for twice
 */
record Load(int port, String path, LongFunction<byte[]> bodies) {

    private static final int MAX_SECONDS = 60;
    private static final int OPEN_CONNECTIONS = 128;

    /** What came of a load: latencies in microseconds, and requests per second. */
    record Result(Histogram latencies, double perSecond) {
        double millisAt(double percentile) {
            return latencies.getValueAtPercentile(percentile) / 1e3;
        }
    }

    /** As fast as the server answers: each connection sends the next request when it has its answer. */
    Result closed(int connections, double seconds) {
        Histogram latencies = new ConcurrentHistogram(TimeUnit.SECONDS.toMicros(MAX_SECONDS), 3);
        AtomicLong numbers = new AtomicLong();
        long began = System.nanoTime();
        long end = began + (long) (seconds * 1e9);
        onAll(connections, connection -> {
            for (long sent = System.nanoTime(); sent < end; sent = System.nanoTime()) {
                send(connection, numbers.getAndIncrement());
                latencies.recordValue((System.nanoTime() - sent) / 1_000);
            }
        });
        return new Result(latencies, latencies.getTotalCount() / ((System.nanoTime() - began) / 1e9));
    }

    /**
     * At a steady rate, whether answers come or not: a latency counts from the moment at which the request was due, so
     * that a server that stalls is not spared those that it kept waiting (coordinated omission).
     */
    Result open(double perSecond, double seconds) {
        Histogram latencies = new ConcurrentHistogram(TimeUnit.SECONDS.toMicros(MAX_SECONDS), 3);
        AtomicLong numbers = new AtomicLong();
        long count = (long) (perSecond * seconds);
        long began = System.nanoTime();
        onAll(OPEN_CONNECTIONS, connection -> {
            for (long number = numbers.getAndIncrement(); number < count; number = numbers.getAndIncrement()) {
                long due = began + (long) (number / perSecond * 1e9);
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                send(connection, number);
                latencies.recordValue((System.nanoTime() - due) / 1_000);
            }
        });
        return new Result(latencies, count / ((System.nanoTime() - began) / 1e9));
    }

    private void send(Connection connection, long number) throws IOException {
        int status = connection.post(bodies.apply(number));
        if (status != 200 && status != 202) {
            throw new IllegalStateException("expected 200 or 202 of " + path + ", but " + status);
        }
    }

    private interface Work {
        void on(Connection connection) throws IOException;
    }

    private void onAll(int connections, Work work) {
        Concurrently.run(connections, () -> {
            try (Connection connection = new Connection(port, path)) {
                work.on(connection);
            }
            return null;
        });
    }
}
