package io.podium.standalone.faults;

import io.podium.standalone.Client;
import io.podium.standalone.ProgressWait;
import io.podium.standalone.WorkDirectory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The owner of a partition full of keys dies, and a warm standby takes over. */
@Command(
        name = "scripts/takeover",
        mixinStandardHelpOptions = true,
        description =
                "Fills one partition with keys, kills the processor that owns it while clients work, and reports how"
                        + " long it takes until the warm standby gives verdicts.")
final class Takeover implements Callable<Integer> {

    private static final int CLIENTS = 4;
    private static final int PIECE = 100_000;
    /** So many answers in a row that have a verdict. */
    private static final int ENOUGH = 100;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "KEYS",
            defaultValue = "5000000",
            description = "How many; ${DEFAULT-VALUE}.")
    private int keys;

    @Option(names = "--restart", description = "Stops the owner in order and starts it again, instead of killing it.")
    private boolean restart;

    @Option(
            names = "--processor",
            paramLabel = "WORD",
            description = "A further argument of both processors, in which NODE stands for the node's name, for example"
                    + " --processor=--instance-id=NODE; any number of them.")
    private List<String> processorOptions = new ArrayList<>();

    @Option(names = "--broker", paramLabel = "NAME=VALUE", description = "A setting of the broker; any number of them.")
    private List<String> brokerSettings = new ArrayList<>();

    private final List<Reported> reported = new CopyOnWriteArrayList<>();
    private final AtomicInteger sincePending = new AtomicInteger();
    private volatile boolean stopped;

    /** One answer to a client: when it came, and whether it had a verdict. */
    private record Reported(long nanos, int status, boolean pending) {}

    /**
     * What clients saw.
     *
     * @param fillSeconds how long it took to take all keys
     * @param owner who died
     * @param seconds until the last answer without a verdict
     * @param failed answers other than that the event is taken
     * @param longestSeconds without any answer
     * @param knowsOldKeys whether a key of before is a duplicate afterwards
     */
    record Report(
            double fillSeconds,
            String owner,
            double seconds,
            int answers,
            long pending,
            long failed,
            double longestSeconds,
            boolean knowsOldKeys) {}

    /** The same as a user starts it, but with these words. */
    static Takeover of(String... words) {
        return CommandLine.populateCommand(new Takeover(), words);
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Takeover()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        try (WorkDirectory work = WorkDirectory.create("podium-takeover-")) {
            Report report = run(work.path());
            System.out.printf(Locale.ROOT, "takeover: %,d keys in %.0f s%n", keys, report.fillSeconds());
            System.out.printf(
                    Locale.ROOT,
                    "takeover: %s %s, verdicts again after %.1f s, %d answers without verdict meanwhile, %d failed, "
                            + "longest time without an answer %.1f s%n",
                    report.owner(),
                    restart ? "restarted" : "killed",
                    report.seconds(),
                    report.pending(),
                    report.failed(),
                    report.longestSeconds());
            return report.failed() == 0 && report.knowsOldKeys() ? 0 : 1;
        }
    }

    Report run(Path directory) throws InterruptedException, ExecutionException {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try (Cluster cluster = new Cluster(directory, new Cluster.Size(1, 1, 0), processorOptions, brokerSettings);
                Client client = new Client(cluster.url(0), cluster.bootstrap(), Cluster.SECRET, Cluster.TENANT)) {
            long began = System.nanoTime();
            fill(cluster, client);
            double fillSeconds = (System.nanoTime() - began) / 1e9;
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int number = i;
                ends.add(clients.submit(() -> load(client, number)));
            }
            ProgressWait.until("answers", reported::size, size -> size > 2 * ENOUGH);
            Node owner = cluster.ownerOfFirstPartition();
            long died = System.nanoTime();
            int before = reported.size();
            if (restart) {
                owner.stop();
                owner.start();
            } else {
                owner.kill();
            }
            awaitVerdicts(before);
            stopped = true;
            for (Future<?> end : ends) {
                end.get(); // fails here where a client failed
            }
            boolean known = client.post(Client.SINGLE, event("k" + (keys - 1)))
                    .body()
                    .get("duplicate")
                    .asBoolean();
            return report(fillSeconds, owner.name, died, known);
        } finally {
            clients.shutdownNow();
        }
    }

    /** Verdicts are gone before they come again: an answer of before the death proves nothing. */
    private void awaitVerdicts(int before) {
        ProgressWait.until(
                "verdicts to stay away",
                reported::size,
                size -> size > before + 10 * ENOUGH
                        || List.copyOf(reported).stream().skip(before).anyMatch(Reported::pending));
        AtomicInteger best = new AtomicInteger();
        ProgressWait.until(
                "verdicts to come again",
                () -> best.accumulateAndGet(sincePending.get(), Math::max),
                inARow -> inARow > 5 * ENOUGH);
    }

    private static String event(String key) {
        return "{\"tenant_id\":\"" + Cluster.TENANT + "\",\"participant_id\":\"p" + key.hashCode() % 1_000
                + "\",\"event_type\":\"visit\",\"idempotency_key\":\"" + key + "\"}";
    }

    /** Writes the keys straight to Kafka, piece by piece, and waits until the last of each piece is known. */
    private void fill(Cluster cluster, Client client) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.bootstrap(), "linger.ms", 20, "compression.type", "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < keys; i++) {
                String key = "k" + i;
                producer.send(new ProducerRecord<>(
                        "raw-events",
                        key.getBytes(StandardCharsets.UTF_8),
                        event(key).getBytes(StandardCharsets.UTF_8)));
                if ((i + 1) % PIECE == 0 || i + 1 == keys) {
                    producer.flush();
                    awaitKnown(client, key);
                }
            }
        }
    }

    private static void awaitKnown(Client client, String key) {
        ProgressWait.until(
                key + " to be known",
                () -> client.post(Client.SINGLE, event(key))
                        .body()
                        .path("duplicate")
                        .asBoolean(),
                known -> known);
    }

    private void load(Client client, int number) {
        for (int i = 0; !stopped; i++) {
            Client.Reply reply = client.post(Client.SINGLE, event("new-" + number + "-" + i));
            boolean pending = reply.http().body().contains("verdict_pending");
            reported.add(new Reported(System.nanoTime(), reply.status(), pending));
            sincePending.updateAndGet(count -> pending ? 0 : count + 1);
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private Report report(double fillSeconds, String owner, long died, boolean knowsOldKeys) {
        long lastPending = reported.stream()
                .filter(Reported::pending)
                .mapToLong(Reported::nanos)
                .max()
                .orElse(died);
        long longest = 0;
        for (int i = 1; i < reported.size(); i++) {
            longest = Math.max(
                    longest, reported.get(i).nanos() - reported.get(i - 1).nanos());
        }
        return new Report(
                fillSeconds,
                owner,
                Math.max(0, lastPending - died) / 1e9,
                reported.size(),
                reported.stream().filter(Reported::pending).count(),
                reported.stream().filter(answer -> answer.status() != 202).count(),
                longest / 1e9,
                knowsOldKeys);
    }
}
