package io.podium.standalone.command;

import io.podium.operations.administration.ApplicationClaims;
import io.podium.operations.administration.TableTopic;
import io.podium.operations.log.CommittedLog;
import io.podium.schemas.config.KafkaConfig;
import io.podium.schemas.topic.Topic;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to reach the Kafka cluster, the same for all commands that do. */
final class KafkaOptions {

    @Option(
            names = "--bootstrap-servers",
            required = true,
            paramLabel = "HOST:PORT,...",
            description = "Kafka brokers, host:port,... (also: PODIUM_BOOTSTRAP_SERVERS)")
    private String bootstrapServers;

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "Properties file with further Kafka client settings, for example of security.")
    private @Nullable Path configFile;

    private boolean reached;

    String bootstrapServers() {
        return bootstrapServers;
    }

    /**
     * Further settings, by Kafka's names.
     *
     * @throws IllegalStateException when no broker can be reached
     */
    Map<String, String> settings() throws IOException {
        Map<String, String> settings = new HashMap<>();
        if (configFile != null) {
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(configFile)) {
                properties.load(reader);
            }
            properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        }
        if (!reached) {
            Reachable.require(
                    bootstrapServers,
                    settings.getOrDefault("security.protocol", "").endsWith("SSL"));
            reached = true;
        }
        return settings;
    }

    /** How Kafka is reached, for a node's configuration. */
    KafkaConfig config() throws IOException {
        return new KafkaConfig(bootstrapServers, settings());
    }

    Admin admin() throws IOException {
        Map<String, Object> settings = new HashMap<>(settings());
        settings.put("bootstrap.servers", bootstrapServers);
        return Admin.create(settings);
    }

    /** What is committed on the topics. */
    CommittedLog log() throws IOException {
        return new CommittedLog(bootstrapServers, settings());
    }

    /** Which application writes which topics. */
    ApplicationClaims claims() throws IOException {
        return new ApplicationClaims(bootstrapServers, settings(), Clock.systemUTC());
    }

    /** One of the small tables. */
    <V> TableTopic<V> table(Topic<String, V> topic) throws IOException {
        return new TableTopic<>(topic, bootstrapServers, settings());
    }
}
