package io.podium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.client.BatchReceipt;
import io.podium.client.Event;
import io.podium.client.EventBuffer;
import io.podium.client.PodiumClient;
import io.podium.standalone.broker.EmbeddedBroker;
import io.podium.standalone.broker.LocalPorts;
import io.podium.standalone.setup.DevNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The Java client's buffer sends events through an API node that is killed and started again. */
@Command(
        name = "scripts/buffer",
        mixinStandardHelpOptions = true,
        description = "Sends events by the Java client's buffer through one API node, which is killed and started again"
                + " meanwhile; checks that each event counts once, and compares the throughput with that of batches sent"
                + " without a buffer.")
final class BufferedEvents implements Callable<Integer> {

    private static final int PARTICIPANTS = 100;
    private static final int BATCH = 500;
    private static final int SENDERS = 4;
    private static final List<String> TYPES = List.of("quiz", "walk", "swim", "read");

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "EVENTS",
            defaultValue = "1000000",
            description = "How many, of one point each. ${DEFAULT-VALUE}.")
    private int events;

    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger wrong = new AtomicInteger();

    static BufferedEvents of(String... words) {
        return CommandLine.populateCommand(new BufferedEvents(), words);
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BufferedEvents()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        return WorkDirectory.exitCodeOf("podium-buffer-", this::run);
    }

    /** Fails with an {@link AssertionError} when an event did not count once. */
    void run(Path directory) throws Exception {
        int queries = LocalPorts.free();
        int port = LocalPorts.free();
        Files.createDirectories(directory.resolve("rules"));
        for (String type : TYPES) {
            Files.writeString(
                    directory.resolve("rules").resolve(type + ".yaml"),
                    "{ kind: earn_rule, id: " + type + ", event_type: " + type + ", grant: { amount: 1 } }");
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"), 0)) {
            String kafka = "--bootstrap-servers=" + broker.bootstrapServers();
            Child.run(directory.resolve("topics.log"), "topics", "apply", kafka, "--partitions=3", "--replication=1");
            String key = Child.run(directory.resolve("keys.log"), "keys", "create", kafka, "--tenant=" + DevNode.TENANT)
                    .strip();
            String rules = directory.resolve("rules").toString();
            Child.run(directory.resolve("rules.log"), "rules", "apply", rules, kafka, "--tenant=" + DevNode.TENANT);
            PodiumClient client = PodiumClient.builder()
                    .url("http://127.0.0.1:" + port)
                    .tenant(DevNode.TENANT)
                    .key(key)
                    .build();
            try (Child processor = new Child(
                    directory.resolve("processor.log"),
                    "processor",
                    kafka,
                    "--state-dir=" + directory.resolve("state"),
                    "--query-port=" + queries)) {
                processor.line("processor started");
                Child ingest = ingest(directory.resolve("ingest-1.log"), kafka, port, queries);
                try {
                    awaitRules(client);
                    long raw = raw(client, events / 4);
                    long buffered = buffered(client, "warm", events / 4);
                    System.out.printf(
                            "%,d events: buffered %,.0f a second, raw batches %,.0f, %.2f times%n",
                            events / 4, perSecond(buffered), perSecond(raw), (double) raw / buffered);
                    answered.set(0);
                    Thread sending = new Thread(() -> buffered(client, "killed", events));
                    sending.start();
                    ProgressWait.until("answers", answered::get, count -> count > events / 3);
                    ingest.kill();
                    ingest = ingest(directory.resolve("ingest-2.log"), kafka, port, queries);
                    sending.join();
                    assertThat(wrong.get()).as("events that were refused").isZero();
                    check(client, events + 2 * (events / 4));
                } finally {
                    ingest.close();
                }
            }
        }
    }

    private double perSecond(long nanos) {
        int some = events / 4;
        return some * 1e9 / nanos;
    }

    private static Child ingest(Path output, String kafka, int port, int queries) {
        Child child = new Child(
                output,
                "ingest",
                kafka,
                "--port=" + port,
                "--processors=127.0.0.1:" + queries,
                "--requests-per-key-minute=0",
                "--requests-per-tenant-minute=0",
                "--burst-per-second=0");
        child.line("ingest started, ");
        return child;
    }

    private static void awaitRules(PodiumClient client) {
        AtomicInteger tries = new AtomicInteger();
        for (String type : TYPES) {
            ProgressWait.until(
                    "rules to be in force",
                    () -> client.events()
                            .sendSync(Event.of("nobody", type).withKey("rules" + tries.incrementAndGet()))
                            .results(),
                    results -> results != null && results.path("points_granted").asInt() == 1);
        }
    }

    private static Event event(String part, int number) {
        return Event.of("p" + number % PARTICIPANTS, TYPES.get(number % TYPES.size()))
                .withKey(part + ":" + number)
                .with("score", number);
    }

    /** Batches of one type, by as many senders as the buffer has; how long it took, in ns. */
    private static long raw(PodiumClient client, int count) throws InterruptedException {
        long began = System.nanoTime();
        List<Thread> senders = new ArrayList<>();
        for (int sender = 0; sender < SENDERS; sender++) {
            int own = sender;
            Thread thread = new Thread(() -> {
                List<Event> mine = IntStream.range(0, count)
                        .filter(number -> number % SENDERS == own)
                        .mapToObj(number -> event("raw", number))
                        .toList();
                for (int i = 0; i < mine.size(); i += BATCH) {
                    client.events().sendBatch(mine.subList(i, Math.min(mine.size(), i + BATCH)));
                }
            });
            thread.start();
            senders.add(thread);
        }
        for (Thread sender : senders) {
            sender.join();
        }
        return System.nanoTime() - began;
    }

    private long buffered(PodiumClient client, String part, int count) {
        long began = System.nanoTime();
        try (EventBuffer buffer = client.buffer()) {
            for (int number = 0; number < count; number++) {
                buffer.add(event(part, number)).whenComplete(this::answered);
            }
            buffer.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return System.nanoTime() - began;
    }

    private void answered(BatchReceipt.Row row, Throwable failure) {
        if (failure != null || row.error() != null) {
            wrong.incrementAndGet();
        }
        answered.incrementAndGet();
    }

    private static void check(PodiumClient client, long expected) throws IOException {
        long counted = ProgressWait.until("points of all", () -> points(client), points -> points >= expected);
        assertThat(counted).as("each event counts once").isEqualTo(expected);
        System.out.printf("%,d events counted once each, a node killed and started again in between%n", counted);
    }

    private static long points(PodiumClient client) {
        return IntStream.range(0, PARTICIPANTS)
                .mapToLong(i -> client.reads().points("p" + i).get("lifetime").asLong())
                .sum();
    }
}
