package io.podium.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.podium.schemas.topic.Topics;
import io.podium.standalone.Client.Reply;
import io.podium.standalone.setup.DevNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one broker keeps when the power of its machine fails, which kill -9 does not show: the page cache is lost. */
class PowerCutIT {

    private static final int EVENTS = 300;

    @TempDir
    Path directory;

    @Test
    void with_flush_no_acknowledged_event_is_lost() {
        assertThat(lost("--flush")).isEmpty();
    }

    /** Shows that the other test could fail: Kafka acknowledges what is in the page cache alone. */
    @Test
    void without_flush_a_power_cut_takes_what_was_acknowledged_last() {
        assertThat(lost()).isNotEmpty();
    }

    /** The keys that were acknowledged before a power cut and are not in the log after it. */
    private Set<String> lost(String... options) {
        try (LoopDisk disk = disk()) {
            Set<String> keys;
            try (Child dev = start(disk, "before", options);
                    Client client = client(dev)) {
                keys = acknowledged(client);
                disk.cutPower();
                dev.kill();
            }
            disk.powerOn();
            try (Child dev = start(disk, "after", options);
                    Client client = client(dev)) {
                client.committed(Topics.RAW_EVENTS).stream()
                        .filter(record -> record.key() != null) // heartbeats have none
                        .forEach(record -> keys.remove(new String(record.key(), UTF_8)));
                assertThat(client.postForResults(event("afterwards")).duplicate())
                        .isFalse();
            }
            return keys;
        }
    }

    private LoopDisk disk() {
        try {
            return LoopDisk.create(directory);
        } catch (UnsupportedOperationException e) {
            return abort(e.getMessage());
        }
    }

    private static Set<String> acknowledged(Client client) {
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < EVENTS; i++) {
            String key = "power_" + i;
            keys.add(key);
            replies.add(client.postAsync(Client.SINGLE, Client.utf8(event(key))));
        }
        replies.forEach(reply -> assertThat(reply.join().status()).isBetween(200, 202));
        return keys;
    }

    private static String event(String key) {
        return "{\"participant_id\":\"p_1\",\"event_type\":\"quiz_completed\",\"attributes\":{\"score\":1},"
                + "\"idempotency_key\":\"" + key + "\"}";
    }

    private Child start(LoopDisk disk, String name, String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "dev",
                "--port=0",
                "--kafka-port=0",
                "--data-dir=" + disk.directory().resolve("data")));
        arguments.addAll(List.of(options));
        return new Child(directory.resolve(name + ".log"), arguments.toArray(String[]::new));
    }

    private static Client client(Child dev) {
        String url = dev.line("ready ").substring("ready ".length());
        String kafka = dev.line("kafka ").substring("kafka ".length()).trim();
        return new Client(url, kafka, DevNode.ADMIN_KEY);
    }
}
