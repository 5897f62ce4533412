package io.podium.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.podium.rules.book.RuleBook;
import io.podium.rules.program.ProgramParser;
import io.podium.schemas.topic.Topic;
import io.podium.schemas.topic.Topics;
import io.podium.stream.driver.EventDriver;
import io.podium.stream.driver.Raw;
import io.podium.stream.mode.RunMode;
import io.podium.stream.record.CommitSchedulers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventTopologyTest {

    private static final List<Topic<?, ?>> INPUTS = List.of(Topics.RAW_EVENTS, Topics.RULES, Topics.API_KEYS);

    /** A change of names here moves state: changelogs and internal topics are named by them. */
    @Test
    void the_topology_is_as_written_down() throws IOException {
        TopologyParts parts = TopologyParts.of(
                new RunMode.Live(),
                4,
                Duration.ofHours(24),
                Duration.ofHours(24),
                Duration.ofDays(400),
                new CommitSchedulers(Duration.ofMillis(60), Duration.ofMillis(10)),
                new RuleBook(new ProgramParser()),
                Runnable::run,
                new SimpleMeterRegistry());
        try (InputStream golden = EventTopologyTest.class.getResourceAsStream("/topology.txt")) {
            assertThat(EventTopology.build(parts).describe().toString().strip())
                    .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8).strip());
        }
    }

    @Test
    void a_replay_gives_every_topic_again_to_the_byte() {
        List<List<String>> first = run();
        assertThat(first.stream().mapToInt(List::size).sum()).isGreaterThan(1_000);
        assertThat(run()).isEqualTo(first);
    }

    private static List<List<String>> run() {
        Random random = new Random(42);
        try (EventDriver driver = new EventDriver()) {
            driver.sampleRules();
            for (int i = 0; i < 500; i++) {
                driver.send(Raw.event(random.nextBoolean() ? "quiz_completed" : "purchase_completed")
                        .of("p" + random.nextInt(20))
                        .key(random.nextBoolean() ? "k" + random.nextInt(300) : null)
                        .recordKey(random.nextInt(10) == 0 ? "elsewhere" : null)
                        .attribute("score", random.nextInt(100))
                        .attribute("amount", random.nextInt(5_000) / 100.0)
                        .at(i * 600_000L + random.nextInt(5_000_000)));
            }
            List<List<String>> topics = new ArrayList<>();
            for (Topic<?, ?> topic : Topics.all()) {
                if (!INPUTS.contains(topic)) {
                    topics.add(driver.bytes(topic));
                }
            }
            return topics;
        }
    }
}
