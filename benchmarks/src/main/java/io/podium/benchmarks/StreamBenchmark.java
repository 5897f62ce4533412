package io.podium.benchmarks;

import io.podium.benchmarks.report.Samples;
import io.podium.standalone.setup.DevNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What streams of outcomes cost those who send, how much memory one takes, and how late an outcome is pushed. */
@Command(
        name = "scripts/bench-streams",
        mixinStandardHelpOptions = true,
        description = "Sends single events and 20 sync events a second to development mode, in rounds first without"
                + " streams, then with one for each participant; prints the sync latencies beside each other, the memory"
                + " of a stream, and the time from an event's answer to its outcome at the client.")
public final class StreamBenchmark implements Callable<Integer> {

    private static final int SYNC_PER_SECOND = 20;
    private static final int WARM_UP_SECONDS = 20;
    private static final Pattern EVENT_ID = Pattern.compile("\"event_id\":\"(evt_\\w+)\"");

    @Parameters(index = "0", arity = "0..1", paramLabel = "ROUNDS", defaultValue = "3")
    private int rounds;

    @Parameters(index = "1", arity = "0..1", paramLabel = "STREAMS", defaultValue = "1000")
    private int streams;

    @Parameters(index = "2", arity = "0..1", paramLabel = "PER_SECOND", defaultValue = "1000")
    private int perSecond;

    @Parameters(index = "3", arity = "0..1", paramLabel = "SECONDS", defaultValue = "20")
    private int seconds;

    @Option(names = "--jar", hidden = true, required = true, description = "The executable jar.")
    private String jar;

    @Option(names = "--java-option", hidden = true, description = "Of the JVM of development mode.")
    private List<String> javaOptions = new ArrayList<>();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    /** When each event was answered, or its outcome pushed, whichever came first; in ns. */
    private final Map<String, Long> times = new ConcurrentHashMap<>();

    private final LongAdder refused = new LongAdder();
    private final Queue<Double> pushMs = new ConcurrentLinkedQueue<>();
    private int port;
    private int part;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new StreamBenchmark()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Samples without = new Samples();
        Samples with = new Samples();
        Samples kibibytes = new Samples();
        try (DevProcess dev = DevProcess.start(jar, javaOptions)) {
            port = dev.port();
            load(WARM_UP_SECONDS);
            refused.reset();
            for (int round = 0; round < rounds; round++) {
                without.add(p99(load(seconds)));
                long before = residentKibibytes(dev.process());
                try (Streams opened = new Streams()) {
                    kibibytes.add((residentKibibytes(dev.process()) - before) / (double) streams);
                    with.add(p99(load(seconds)));
                    System.out.printf(
                            Locale.ROOT,
                            "round %d: %d streams, %d of them ended%n",
                            round + 1,
                            streams,
                            opened.ended());
                }
            }
        }
        double[] pushed =
                pushMs.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        System.out.println("sync p99, ms: without streams " + without.reported(1) + ", with " + with.reported(1)
                + ", ratio " + with.beside(without).reported(2));
        System.out.println("events refused for lack of room: " + refused.sum());
        System.out.println("memory of a stream, KiB of the process: " + kibibytes.reported(1));
        System.out.printf(
                Locale.ROOT,
                "from an event's answer to its outcome, ms: %d outcomes, p50 %.1f, p99 %.1f, longest %.1f%n",
                pushed.length,
                at(pushed, 0.5),
                at(pushed, 0.99),
                pushed[pushed.length - 1]);
        return 0;
    }

    /** Sends at a steady rate, whether answers come or not; latencies of the sync events, sorted. */
    private double[] load(int forSeconds) {
        part++;
        int count = perSecond * forSeconds;
        List<CompletableFuture<Double>> sync = new ArrayList<>();
        List<CompletableFuture<?>> all = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = start + (long) ((double) i / perSecond * TimeUnit.SECONDS.toNanos(1));
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            all.add(client.sendAsync(event("", i), HttpResponse.BodyHandlers.ofString())
                    .thenAccept(this::answered));
            if (i % (perSecond / SYNC_PER_SECOND) == 0) {
                CompletableFuture<Double> answer = client.sendAsync(
                                event("/sync", i), HttpResponse.BodyHandlers.ofString())
                        .thenApply(reply -> (System.nanoTime() - due) / 1e6);
                sync.add(answer);
            }
        }
        all.forEach(CompletableFuture::join);
        return sync.stream().mapToDouble(CompletableFuture::join).sorted().toArray();
    }

    private HttpRequest event(String path, int number) {
        String participant = "p_" + number % streams;
        String body = "{\"participant_id\":\"" + participant + "\",\"event_type\":\"quiz_completed\","
                + "\"attributes\":{\"score\":" + number % 100 + "},\"idempotency_key\":\"" + part + path + number
                + "\"}";
        return request("/api/v1/ingest/events" + path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + DevNode.ADMIN_KEY)
                .header("X-Bricqs-Tenant", DevNode.TENANT);
    }

    private void answered(HttpResponse<String> answer) {
        if (answer.statusCode() == 503) {
            refused.increment(); // for lack of room, as any client would be on so small a machine
            return;
        } else if (answer.statusCode() != 202) {
            throw new IllegalStateException("expected 202, but " + answer.statusCode() + " " + answer.body());
        }
        long now = System.nanoTime();
        Matcher id = EVENT_ID.matcher(answer.body());
        if (id.find()) {
            meet(id.group(1), now, 1);
        }
    }

    /** The second of the two, answer and outcome, finds the first. */
    private void meet(String eventId, long now, int sign) {
        Long other = times.putIfAbsent(eventId, now);
        if (other != null) {
            times.remove(eventId);
            pushMs.add(sign * (other - now) / 1e6);
        }
    }

    /** A stream of each participant. */
    private final class Streams implements AutoCloseable {

        private final List<Follower> followers = new ArrayList<>();

        Streams() throws InterruptedException {
            CountDownLatch open = new CountDownLatch(streams);
            for (int i = 0; i < streams; i++) {
                Follower follower = new Follower(open);
                followers.add(follower);
                client.sendAsync(
                                request("/api/v1/gamify/participants/p_" + i + "/stream")
                                        .build(),
                                HttpResponse.BodyHandlers.fromLineSubscriber(follower))
                        .whenComplete((answer, failure) -> follower.ended = true);
            }
            if (!open.await(2, TimeUnit.MINUTES)) {
                throw new IllegalStateException("expected " + streams + " streams, but " + open.getCount() + " less");
            }
            times.clear();
        }

        long ended() {
            return followers.stream().filter(follower -> follower.ended).count();
        }

        @Override
        public void close() {
            followers.forEach(Follower::cancel);
            times.clear();
        }
    }

    /** One client. */
    private final class Follower implements Flow.Subscriber<String> {

        private final CountDownLatch open;
        private volatile boolean ended;
        private volatile Flow.@Nullable Subscription subscription;
        private boolean points;

        Follower(CountDownLatch open) {
            this.open = open;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            if (line.equals("event:snapshot")) {
                open.countDown();
            } else if (line.startsWith("event:")) {
                points = line.equals("event:points");
            } else if (points && line.startsWith("data:")) {
                long now = System.nanoTime();
                Matcher id = EVENT_ID.matcher(line);
                if (id.find()) {
                    meet(id.group(1), now, -1);
                }
            }
        }

        @Override
        public void onError(Throwable failure) {
            ended = true;
        }

        @Override
        public void onComplete() {
            ended = true;
        }

        void cancel() {
            Flow.Subscription begun = subscription;
            if (begun != null) {
                begun.cancel();
            }
        }
    }

    private static long residentKibibytes(Process process) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private static double p99(double[] sorted) {
        return at(sorted, 0.99);
    }

    private static double at(double[] sorted, double quantile) {
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(quantile * sorted.length))];
    }
}
