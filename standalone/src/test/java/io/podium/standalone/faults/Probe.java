package io.podium.standalone.faults;

import io.podium.schemas.key.RecordKeys;
import io.podium.schemas.node.NodeThreads;
import io.podium.standalone.Client;
import io.podium.standalone.ProgressWait;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Asks for sync results of one participant of each partition, again and again, as a client that turns to the other HTTP
 * node when one fails, and remembers when the last one was missing.
 */
final class Probe implements AutoCloseable {

    private static final int ENOUGH = 3;
    private static final int MANY = 100;
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
    private final Map<String, Integer> inARow = new ConcurrentHashMap<>();
    private final Map<String, Integer> answers = new ConcurrentHashMap<>();
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
        inARow.clear();
        answers.clear();
        ProgressWait.until(
                "three answers in a row for each partition",
                () -> List.of(least(inARow, ENOUGH), least(answers, MANY)),
                reached -> reached.get(0) >= ENOUGH);
        return Math.max(0, TimeUnit.NANOSECONDS.toMillis(lastFailureNanos - sinceNanos));
    }

    /** Of each partition as many; not more than a bound, so that what is watched comes to an end. */
    private int least(Map<String, Integer> counts, int bound) {
        return participants.stream()
                .mapToInt(participant -> Math.min(bound, counts.getOrDefault(participant, 0)))
                .min()
                .orElseThrow();
    }

    private void count(String participant, boolean good) {
        if (good) {
            inARow.merge(participant, 1, Integer::sum);
            answers.merge(participant, 1, Integer::sum);
        } else {
            inARow.remove(participant);
            lastFailureNanos = System.nanoTime();
        }
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
                for (int i = 0; i < participants.size(); i++) {
                    count(participants.get(i), asked.get(i).get());
                }
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
