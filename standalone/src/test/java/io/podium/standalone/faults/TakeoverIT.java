package io.podium.standalone.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.standalone.Client;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The owner of a partition full of keys dies, and a warm standby takes over. {@code -Dpodium.takeover.keys} says how
 * many keys, {@code -Dpodium.takeover.how} kill or restart, {@code -Dpodium.takeover.options} and {@code .broker}
 * further words of the processors and settings of the broker, by {@code ;}.
 */
class TakeoverIT {

    private static final int KEYS = Integer.getInteger("podium.takeover.keys", 20_000);
    private static final boolean KILL =
            System.getProperty("podium.takeover.how", "kill").equals("kill");
    private static final int CLIENTS = 4;

    @TempDir
    Path directory;

    private final List<Reported> reported = new CopyOnWriteArrayList<>();
    private volatile boolean stopped;

    /** One answer to a client: when it came, and whether it had a verdict. */
    private record Reported(long nanos, int status, boolean pending) {}

    @Test
    void verdicts_come_again_after_the_owners_death_and_meanwhile_every_event_is_taken() throws Exception {
        try (Cluster cluster = new Cluster(directory, new Cluster.Size(1, 1, 0), words("options"), words("broker"));
                Client client = new Client(cluster.url(0), cluster.bootstrap(), Cluster.SECRET, Cluster.TENANT)) {
            fill(cluster, client);
            List<Thread> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int number = i;
                clients.add(new Thread(() -> load(client, number)));
            }
            clients.forEach(Thread::start);
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> reported.size() > 200);
            Node owner = cluster.ownerOfFirstPartition();
            long died = System.nanoTime();
            if (KILL) {
                owner.kill();
            } else {
                owner.stop();
                owner.start();
            }
            Awaitility.await()
                    .atMost(Duration.ofMinutes(3))
                    .pollDelay(Duration.ofSeconds(10))
                    .until(this::verdictsAreBack);
            stopped = true;
            for (Thread thread : clients) {
                thread.join();
            }
            report(owner.name, died);
            assertThat(reported).allMatch(answer -> answer.status() == 202);
            assertThat(client.post(Client.SINGLE, event("k" + (KEYS - 1)))
                            .body()
                            .get("duplicate")
                            .asBoolean())
                    .as("the standby knows the keys of the dead owner")
                    .isTrue();
        }
    }

    private boolean verdictsAreBack() {
        List<Reported> now = List.copyOf(reported);
        return now.subList(now.size() - 100, now.size()).stream().noneMatch(Reported::pending);
    }

    private static List<String> words(String name) {
        return Stream.of(System.getProperty("podium.takeover." + name, "").split(";"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static String event(String key) {
        return "{\"tenant_id\":\"" + Cluster.TENANT + "\",\"participant_id\":\"p" + key.hashCode() % 1_000
                + "\",\"event_type\":\"visit\",\"idempotency_key\":\"" + key + "\"}";
    }

    /** Writes the keys straight to Kafka, and waits until the last of them is known. */
    private static void fill(Cluster cluster, Client client) {
        long began = System.nanoTime();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.bootstrap(), "linger.ms", 20, "compression.type", "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < KEYS; i++) {
                String key = "k" + i;
                producer.send(new ProducerRecord<>(
                        "raw-events",
                        key.getBytes(StandardCharsets.UTF_8),
                        event(key).getBytes(StandardCharsets.UTF_8)));
            }
        }
        Awaitility.await()
                .atMost(Duration.ofMinutes(30))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> client.post(Client.SINGLE, event("k" + (KEYS - 1)))
                        .body()
                        .path("duplicate")
                        .asBoolean());
        System.out.printf(
                Locale.ROOT, "takeover: %,d keys in %.0f s%n", KEYS, (System.nanoTime() - began) / 1_000_000_000.0);
    }

    private void load(Client client, int number) {
        for (int i = 0; !stopped; i++) {
            Client.Reply reply = client.post(Client.SINGLE, event("new-" + number + "-" + i));
            boolean pending = reply.http().body().contains("verdict_pending");
            reported.add(new Reported(System.nanoTime(), reply.status(), pending));
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void report(String owner, long died) {
        long lastPending = reported.stream()
                .filter(Reported::pending)
                .mapToLong(Reported::nanos)
                .max()
                .orElse(died);
        long pending = reported.stream().filter(Reported::pending).count();
        long failed = reported.stream().filter(answer -> answer.status() != 202).count();
        long longest = 0;
        for (int i = 1; i < reported.size(); i++) {
            longest = Math.max(
                    longest, reported.get(i).nanos() - reported.get(i - 1).nanos());
        }
        System.out.printf(
                Locale.ROOT,
                "takeover: %s %s, verdicts again after %.1f s, %d answers without verdict meanwhile, %d failed, longest "
                        + "time without an answer %.1f s%n",
                owner,
                KILL ? "killed" : "restarted",
                (lastPending - died) / 1_000_000_000.0,
                pending,
                failed,
                longest / 1_000_000_000.0);
    }
}
