package io.podium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.schemas.topic.Topic;
import io.podium.schemas.topic.Topics;
import io.podium.standalone.Client.Reply;
import io.podium.standalone.setup.DevNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Development mode is killed under load, and after each start every event that was answered counts once. */
@Command(
        name = "scripts/kills",
        mixinStandardHelpOptions = true,
        description =
                "Kills development mode (broker, processor and HTTP node in one process) at random moments under load,"
                        + " again and again, and checks after each start that every event counts once.")
final class Kills implements Callable<Integer> {

    private static final int CLIENTS = 16;
    private static final int PARTICIPANTS = 10;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "KILLS",
            defaultValue = "20",
            description = "How many; ${DEFAULT-VALUE}.")
    private int kills;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "SEED",
            description = "Chooses the moments; without one, chance does, and it is printed.")
    private long seed = new Random().nextInt(100_000);

    /** The ids that clients were answered, by idempotency key. */
    private final Map<String, String> answered = new ConcurrentHashMap<>();

    private final AtomicInteger keys = new AtomicInteger();

    private Path directory;

    /** The same as a user starts it, but with these words. */
    static Kills of(String... words) {
        return CommandLine.populateCommand(new Kills(), words);
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Kills()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        return WorkDirectory.exitCodeOf("podium-kills-", empty -> {
            run(empty);
            System.out.println("each event counts once");
        });
    }

    /**
     * Kills as often as it should.
     *
     * @return how many events were answered
     * @throws AssertionError when an event was lost, or counts twice
     */
    int run(Path emptyDirectory) throws InterruptedException, ExecutionException {
        directory = emptyDirectory;
        Random moments = new Random(seed);
        int retried = 0;
        for (int kill = 1; kill <= kills; kill++) {
            try (Child dev = start(kill);
                    Client client = client(dev)) {
                retried = retry(client, retried);
                load(client, dev, answered.size() + 500 + moments.nextInt(1_000));
            }
            System.out.printf("kills: %d, seed %d: %,d events answered%n", kill, seed, answered.size());
        }
        try (Child dev = start(kills + 1);
                Client client = client(dev)) {
            retry(client, 0);
            ProgressWait.until(
                    keys + " outcomes",
                    () -> client.outcomes(Topics.POINTS_OUTCOMES).size(),
                    size -> size == keys.get());
            for (Topic<?, ?> topic :
                    List.of(Topics.POINTS_OUTCOMES, Topics.CONTEST_OUTCOMES, Topics.CHALLENGE_OUTCOMES)) {
                List<JsonNode> outcomes = client.outcomes(topic);
                assertThat(outcomes).as(topic.name()).isNotEmpty();
                Set<String> ids = new HashSet<>();
                for (JsonNode outcome : outcomes) {
                    assertThat(ids.add(outcome.get("outcome_id").asText())).isTrue();
                }
            }
            assertThat(client.outcomes(Topics.CONTEST_OUTCOMES)).hasSize(keys.get());
        }
        return answered.size();
    }

    /**
     * Sends all keys from a number on once more, as clients do that got no answer: then each key counts once.
     *
     * @return the number of the next key
     */
    private int retry(Client client, int from) {
        int next = keys.get();
        for (int number = from; number < next; number++) {
            String key = "kill_" + number;
            Reply retry = verdict(client, key);
            if (answered.containsKey(key)) {
                assertThat(retry.duplicate()).as("the retry of %s", key).isTrue();
                assertThat(retry.eventId()).isEqualTo(answered.get(key));
            }
        }
        ProgressWait.until("50 points for each event", () -> points(client), points -> points == 50L * next);
        return next;
    }

    /** Clients send events with new keys until so many are answered; then everything is killed under their hands. */
    private void load(Client client, Child dev, int untilAnswered) throws InterruptedException, ExecutionException {
        AtomicBoolean killed = new AtomicBoolean();
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        List<Future<?>> ends = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            ends.add(clients.submit(() -> {
                while (!killed.get()) {
                    send(client, "kill_" + keys.getAndIncrement());
                }
            }));
        }
        ProgressWait.until("answers", answered::size, size -> size >= untilAnswered);
        dev.kill();
        killed.set(true);
        clients.shutdown();
        assertThat(clients.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
        for (Future<?> end : ends) {
            end.get(); // fails here where a client failed
        }
    }

    private void send(Client client, String key) {
        try {
            Reply reply = client.post(Client.SINGLE, event(key));
            if (reply.status() < 300) {
                answered.put(key, reply.eventId());
            }
        } catch (RuntimeException e) {
            assertThat(e).as("a connection that broke").hasRootCauseInstanceOf(java.io.IOException.class);
        }
    }

    /** Sends a retry until its verdict is known: on a busy machine it may not come in time, which the answer says. */
    private static Reply verdict(Client client, String key) {
        Reply reply = client.post(Client.SINGLE, event(key));
        while (reply.body().path("warnings").toString().contains("verdict_pending")) {
            reply = client.post(Client.SINGLE, event(key));
        }
        return reply;
    }

    private static String event(String key) {
        return "{\"participant_id\":\"p_" + Integer.parseInt(key.substring(5)) % PARTICIPANTS
                + "\",\"event_type\":\"quiz_completed\",\"attributes\":{\"score\":1},\"idempotency_key\":\"" + key
                + "\"}";
    }

    private static long points(Client client) {
        long sum = 0;
        for (int i = 0; i < PARTICIPANTS; i++) {
            sum += client.points("p_" + i);
        }
        return sum;
    }

    private Child start(int round) {
        return new Child(
                directory.resolve("dev-" + round + ".log"),
                "dev",
                "--port=0",
                "--kafka-port=0",
                "--data-dir=" + directory.resolve("data"));
    }

    private static Client client(Child dev) {
        String url = dev.line("ready ").substring("ready ".length());
        String kafka = dev.line("kafka ").substring("kafka ".length()).trim();
        return new Client(url, kafka, DevNode.ADMIN_KEY);
    }
}
