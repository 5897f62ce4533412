package io.podium.benchmarks.http;

import io.podium.benchmarks.TemporaryDirectory;
import io.podium.operations.administration.TopicSetup;
import io.podium.rules.authoring.RuleFiles;
import io.podium.rules.program.ProgramParser;
import io.podium.standalone.setup.DevConfig;
import io.podium.standalone.setup.DevNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Everything that is measured, in one process: the product as in development mode, and on the same broker, each with
 * a topic of its own, the bare server and the bare system, which is a bare server that waits for the bare topology.
 * Prints the ports, and ends when its standard input does.
 */
final class Servers {

    /** Where the bare server and the raw producer write. */
    static final String BARE_TOPIC = "bare-events";

    private static final String SYSTEM_TOPIC = "bare-system-events";

    private static final int PARTITIONS = DevNode.PARTITIONS;

    private Servers() {}

    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        var rules = new RuleFiles(new ProgramParser()).readSample("starter").definitions();
        try (TemporaryDirectory directory = TemporaryDirectory.create("podium-http-");
                DevNode node = new DevNode(DevConfig.onFreePorts(), directory.path(), rules)) {
            try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", node.bootstrapServers()))) {
                admin.createTopics(List.of(
                                new NewTopic(BARE_TOPIC, PARTITIONS, (short) 1),
                                new NewTopic(SYSTEM_TOPIC, PARTITIONS, (short) 1)))
                        .all()
                        .get();
                new TopicSetup(admin).applyReplay(BareSystem.SUFFIX);
            }
            String bootstrap = node.bootstrapServers();
            try (BareServer bare = new BareServer(bootstrap, BARE_TOPIC, null);
                    BareSystem engine = new BareSystem(
                            bootstrap, SYSTEM_TOPIC, directory.path().resolve("bare-system"));
                    BareServer system = new BareServer(bootstrap, SYSTEM_TOPIC, engine)) {
                while (!node.isReady() || !engine.isRunning()) {
                    Thread.sleep(50);
                }
                System.out.printf("ready %d %d %d %s%n", node.port(), bare.port(), system.port(), bootstrap);
                while (System.in.read() >= 0) {
                    // Whoever started this still wants it.
                }
            }
        }
    }
}
