package io.podium.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.schemas.topic.Topics;
import io.podium.standalone.broker.EmbeddedBroker;
import io.podium.standalone.broker.LocalPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator's first steps, in a wrong order and in the right one. */
class FirstStepsIT {

    @TempDir
    Path directory;

    private Path rules;

    @BeforeEach
    void rules() throws IOException {
        rules = Files.createDirectory(directory.resolve("rules"));
        Files.writeString(rules.resolve("r.yaml"), "{ kind: earn_rule, id: r, event_type: e, grant: { amount: 7 } }");
    }

    private List<String[]> commands(String kafka) {
        String tenant = "--tenant=t";
        return List.of(
                new String[] {"keys", "create", kafka, tenant},
                new String[] {"keys", "list", kafka},
                new String[] {"rules", "apply", rules.toString(), kafka, tenant},
                new String[] {"rules", "list", kafka, tenant},
                new String[] {"ingest", kafka, "--port=0", "--processors=127.0.0.1:1"},
                new String[] {"processor", kafka, "--state-dir=" + directory.resolve("s"), "--query-port=0"});
    }

    @Test
    void without_a_broker_each_command_says_so_soon_in_one_line() {
        int nobody = LocalPorts.free();
        String kafka = "--bootstrap-servers=127.0.0.1:" + nobody;
        List<String[]> commands = new ArrayList<>(commands(kafka));
        commands.add(new String[] {"topics", "apply", kafka});
        commands.add(new String[] {"generation", "status", "g", kafka});
        for (String[] words : commands) {
            long started = System.nanoTime();
            assertThat(PodiumRun.failing(words))
                    .containsExactly(
                            "podium: expected a Kafka broker at 127.0.0.1:" + nobody + ", but nothing answers there");
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void topics_come_first_and_nothing_else_creates_one() throws ExecutionException, InterruptedException {
        try (EmbeddedBroker broker = creatingBroker();
                Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
            String kafka = "--bootstrap-servers=" + broker.bootstrapServers();
            for (String[] words : commands(kafka)) {
                assertThat(PodiumRun.failing(words))
                        .as(String.join(" ", words))
                        .singleElement()
                        .asString()
                        .contains("topics apply");
            }
            assertThat(admin.listTopics().names().get()).isEmpty();

            String well = "all " + Topics.all().size() + " topics are as they should be";
            assertThat(PodiumRun.of("topics", "apply", kafka, "--partitions=2", "--replication=1"))
                    .contains(well);
            assertThat(PodiumRun.of("topics", "apply", kafka)).contains(well);
            assertThat(PodiumRun.failing("topics", "apply", kafka, "--partitions=5"))
                    .singleElement()
                    .asString()
                    .contains("expected --partitions 5, but raw-events has 2")
                    .contains("leave --partitions out");
            assertThat(flush(admin)).isNotEqualTo("1");
            assertThat(PodiumRun.of("topics", "apply", kafka, "--flush")).contains(well);
            assertThat(flush(admin)).isEqualTo("1");
            assertThat(PodiumRun.of("keys", "create", kafka, "--tenant=t")).startsWith("bq_");
            assertThat(PodiumRun.failing("processor", kafka, "--state-dir=" + directory.resolve("s"), "--generation=g"))
                    .singleElement()
                    .asString()
                    .contains("none of the name g");
        }
    }

    private static String flush(Admin admin) throws ExecutionException, InterruptedException {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.RAW_EVENTS.name());
        return admin.describeConfigs(List.of(topic))
                .all()
                .get()
                .get(topic)
                .get("flush.messages")
                .value();
    }

    /** One that creates topics for whoever asks, as Kafka does by default. */
    private EmbeddedBroker creatingBroker() {
        int controller = LocalPorts.free();
        return EmbeddedBroker.start(
                directory.resolve("kafka"),
                new EmbeddedBroker.Node(1, LocalPorts.free(), controller, "1@127.0.0.1:" + controller, 1),
                Map.of("auto.create.topics.enable", "true"));
    }
}
