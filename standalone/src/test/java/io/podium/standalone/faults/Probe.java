package io.podium.standalone.faults;

import io.podium.schemas.key.RecordKeys;
import io.podium.schemas.node.NodeThreads;
import io.podium.standalone.Client;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * Asks for sync results of one participant of each partition, again and again, as a client that turns to the other HTTP
 * node when one fails, and remembers when the last one was missing.
 */
final class Probe implements AutoCloseable {

    private static final Duration ROUND = Duration.ofMillis(400);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Cluster cluster;
    private final List<String> participants;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();
    private final Thread thread = NodeThreads.daemon("probe", this::run);
    private volatile long lastFailureNanos;
    private final AtomicInteger goodInARow = new AtomicInteger();
    private volatile boolean stopped;

    Probe(Cluster cluster) {
        this.cluster = cluster;
        participants = IntStream.range(0, cluster.size.partitions())
                .mapToObj(partition -> Stream.iterate(0, i -> i + 1)
                        .map(i -> "probe-" + i)
                        .filter(name -> RecordKeys.partition(
                                        RecordKeys.participant(Cluster.TENANT, name), cluster.size.partitions())
                                == partition)
                        .findFirst()
                        .orElseThrow())
                .toList();
        thread.start();
    }

    /**
     * Waits until all is well.
     *
     * @param sinceNanos when the fault began
     * @return how long after that an answer was missing for the last time, in ms; 0 if none was
     */
    long awaitRecovery(long sinceNanos) {
        goodInARow.set(0);
        Awaitility.await().atMost(Duration.ofMinutes(3)).until(() -> goodInARow.get() >= 3);
        return Math.max(0, TimeUnit.NANOSECONDS.toMillis(lastFailureNanos - sinceNanos));
    }

    private void run() {
        try {
            for (int round = 0; !stopped; round++) {
                int first = round % 2;
                List<CompletableFuture<Boolean>> asked = participants.stream()
                        .map(participant -> ask(first, participant)
                                .thenCompose(good ->
                                        good ? CompletableFuture.completedFuture(true) : ask(1 - first, participant)))
                        .toList();
                boolean good = true;
                for (CompletableFuture<Boolean> one : asked) {
                    good &= one.get();
                }
                if (!good) {
                    lastFailureNanos = System.nanoTime();
                }
                goodInARow.set(good ? goodInARow.get() + 1 : 0);
                TimeUnit.MILLISECONDS.sleep(ROUND.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private CompletableFuture<Boolean> ask(int api, String participant) {
        HttpRequest request = cluster.request(api, Client.SYNC)
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"participant_id\":\"" + participant + "\",\"event_type\":\"probe\"}"))
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .handle((response, failure) -> failure == null && response.statusCode() == 200);
    }

    @Override
    public void close() {
        stopped = true;
        thread.interrupt();
    }
}
