package io.podium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.rules.authoring.RuleFiles;
import io.podium.rules.program.ProgramParser;
import io.podium.schemas.config.Config;
import io.podium.standalone.setup.DevConfig;
import io.podium.standalone.setup.DevNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a tenant has after development mode was started again on the same directory, with other rule files or none. */
class DevRestartIT {

    private static final String WALK = "{ kind: earn_rule, id: walk, event_type: walk, grant: { amount: 1 } }";
    private static final String RUN = "{ kind: earn_rule, id: run, event_type: run, grant: { amount: 10 } }";

    @TempDir
    Path directory;

    @Test
    void a_start_with_fewer_rules_or_none_retires_nothing_and_points_go_on() {
        try (DevNode node = start(List.of(WALK, RUN));
                Client client = client(node)) {
            assertThat(node.keptRules()).isFalse();
            send(client, "walk", "run");
            assertThat(client.points("p")).isEqualTo(11);
        }
        try (DevNode node = start(List.of(WALK));
                Client client = client(node)) {
            assertThat(node.keptRules())
                    .as("it says that a rule of before stays")
                    .isTrue();
            send(client, "walk", "run");
            assertThat(client.points("p")).isEqualTo(22);
        }
        try (DevNode node = start(List.of());
                Client client = client(node)) {
            assertThat(node.keptRules()).isTrue();
            send(client, "walk", "run", "quiz_completed");
            assertThat(client.points("p"))
                    .as("the rules of before, and no sample beside them")
                    .isEqualTo(33);
        }
    }

    /** With these rules as {@code --rules}; without any, as a start without that option. */
    private DevNode start(List<String> rules) {
        Map<String, String> options = new LinkedHashMap<>(Map.of("port", "0", "kafka-port", "0"));
        RuleFiles files = new RuleFiles(new ProgramParser());
        RuleFiles.Loaded loaded = files.readSample("starter");
        if (!rules.isEmpty()) {
            options.put("rules", directory.toString());
            byte[] text = String.join("\n---\n", rules).getBytes(StandardCharsets.UTF_8);
            loaded = files.read(Map.of("r.yaml", text));
        }
        assertThat(loaded.problems()).isEmpty();
        DevNode node =
                new DevNode(Config.read(DevConfig.class, options), directory.resolve("data"), loaded.definitions());
        ProgressWait.until("it to be ready", node::isReady, ready -> ready);
        return node;
    }

    private static Client client(DevNode node) {
        return new Client("http://127.0.0.1:" + node.port(), node.bootstrapServers(), DevNode.ADMIN_KEY);
    }

    private static void send(Client client, String... types) {
        for (String type : types) {
            Client.Reply reply = client.postForResults("{\"participant_id\":\"p\",\"event_type\":\"" + type + "\"}");
            assertThat(reply.status()).as(reply.http().body()).isEqualTo(200);
        }
    }
}
