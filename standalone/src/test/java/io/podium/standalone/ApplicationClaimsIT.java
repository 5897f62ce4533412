package io.podium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.operations.administration.ApplicationClaims;
import io.podium.operations.administration.TopicSetup;
import io.podium.schemas.event.ArrivalSpan;
import io.podium.standalone.broker.EmbeddedBroker;
import io.podium.standalone.command.PodiumRun;
import io.podium.stream.mode.RunMode;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One application writes a run's topics, whatever is started beside it. */
class ApplicationClaimsIT {

    private static final RunMode LIVE = new RunMode.Live();
    private static final RunMode GENERATION = new RunMode.Generation("g2");
    private static final RunMode REPLAY = new RunMode.Replay("-check", ArrivalSpan.ALL);

    @TempDir
    Path directory;

    private EmbeddedBroker broker;

    @BeforeEach
    void start() {
        broker = EmbeddedBroker.start(directory.resolve("kafka"), 0);
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
            assertThat(new TopicSetup(admin).apply(2, 1)).isEmpty();
        }
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void of_several_that_start_at_once_one_gets_the_topics_and_keeps_them() throws Exception {
        ExecutorService starts = Executors.newFixedThreadPool(8);
        List<Future<Optional<String>>> claimed = IntStream.range(0, 8)
                .mapToObj(i -> starts.submit(() -> claims().claim(LIVE, "app" + i / 2)))
                .toList();
        List<Optional<String>> answers = new ArrayList<>();
        for (Future<Optional<String>> one : claimed) {
            answers.add(one.get());
        }
        starts.shutdown();
        assertThat(answers)
                .as("two nodes of the one that was first")
                .filteredOn(Optional::isEmpty)
                .hasSize(2);
        int winner = answers.indexOf(Optional.<String>empty()) / 2;
        assertThat(claims().claim(LIVE, "app" + winner)).isEmpty();
        assertThat(claims().claim(LIVE, "late")).hasValueSatisfying(refused -> assertThat(refused)
                .contains("expected --application-id app" + winner, "but it is late", "podium generation create"));
        assertThat(claims().claim(GENERATION, "late-g2")).as("another run").isEmpty();
        claims().release(GENERATION);
        assertThat(claims().claim(GENERATION, "other-g2")).isEmpty();
    }

    @Test
    void an_id_stands_for_one_run_and_nobody_deletes_anothers() {
        assertThat(claims().claim(LIVE, "podium-dev")).isEmpty();
        assertThat(claims().claim(REPLAY, "podium-dev")).hasValueSatisfying(refused -> assertThat(refused)
                .contains("of its own", "podium-dev is that of the live run"));
        assertThat(claims().claim(REPLAY, "podium-replay")).isEmpty();
        String kafka = "--bootstrap-servers=" + broker.bootstrapServers();
        assertThat(PodiumRun.exitOf("replay", "--suffix=-zz", "--clean", kafka, "--application-id=podium-dev"))
                .as("the id of the live run")
                .isEqualTo(1);
        assertThat(PodiumRun.exitOf("replay", "--suffix=-check", "--clean", kafka, "--application-id=other"))
                .as("another's topics")
                .isEqualTo(1);
        assertThat(claims().claim(LIVE, "podium-dev")).as("still").isEmpty();
        assertThat(PodiumRun.of("replay", "--suffix=-check", "--clean", kafka)).contains("podium-replay");
    }

    @Test
    void a_processor_of_another_id_refuses_to_start_and_a_generation_that_is_none_is_reported() {
        assertThat(claims().claim(LIVE, "podium-dev")).isEmpty();
        String kafka = "--bootstrap-servers=" + broker.bootstrapServers();
        assertThat(PodiumRun.exitOf("processor", kafka, "--state-dir=" + directory.resolve("state")))
                .isEqualTo(1);
        assertThat(PodiumRun.exitOf("generation", "status", "nope", kafka)).isEqualTo(1);
        assertThat(PodiumRun.exitOf("generation", "delete", "nope", kafka)).isEqualTo(1);
    }

    private ApplicationClaims claims() {
        return new ApplicationClaims(broker.bootstrapServers(), Map.of(), Clock.systemUTC());
    }
}
