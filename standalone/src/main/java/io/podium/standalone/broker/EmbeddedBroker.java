package io.podium.standalone.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A real Kafka broker and controller (KRaft) in this JVM, on loopback, for development and tests. What it is given as
 * directory it keeps: a restart finds all topics again.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";
    /**
     * Nobody takes over from the only broker, however long it is paused; see {@link StaleRegistration} for what
     * fencing costs.
     */
    private static final Map<String, String> NEVER_FENCED = Map.of("broker.session.timeout.ms", "86400000");

    private static final Uuid CLUSTER_ID = new Uuid(0x706f6469756dL, 1);

    private final KafkaRaftServer server;
    private final int port;

    private EmbeddedBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * A broker's identity in its cluster.
     *
     * @param id from 1
     * @param port for clients
     * @param controllerPort for the other controllers
     * @param voters {@code id@host:port} of all controllers, by comma
     * @param replicas of each partition, and of Kafka's own topics; one of them may fail where there are three
     */
    public record Node(int id, int port, int controllerPort, String voters, int replicas) {}

    /**
     * Starts a broker that is a cluster of its own; returns when it takes clients.
     *
     * @param directory for logs and metadata; created when absent
     * @param port to listen on; 0 takes any free one
     */
    public static EmbeddedBroker start(Path directory, int port) {
        int controllerPort = LocalPorts.free();
        String controller = LOOPBACK + ":" + controllerPort;
        int clientPort = port == 0 ? LocalPorts.free() : port;
        Node node = new Node(1, clientPort, controllerPort, "1@" + controller, 1);
        StaleRegistration.unregister(directory, settings(directory, node, NEVER_FENCED), node.id(), controller);
        return start(directory, node, NEVER_FENCED);
    }

    /** Starts one broker of a cluster. */
    public static EmbeddedBroker start(Path directory, Node node) {
        return start(directory, node, Map.of());
    }

    /**
     * Starts one broker of a cluster.
     *
     * @param further broker settings by Kafka's names, which come before the usual ones
     */
    public static EmbeddedBroker start(Path directory, Node node, Map<String, String> further) {
        try {
            Files.createDirectories(directory);
            format(directory, node);
        } catch (IOException e) {
            throw new UncheckedIOException("expected a directory that can be written, but " + directory, e);
        }
        KafkaRaftServer server =
                new KafkaRaftServer(new KafkaConfig(settings(directory, node, further), false), Time.SYSTEM);
        try {
            server.startup();
        } catch (RuntimeException | Error e) {
            server.shutdown();
            throw e;
        }
        return new EmbeddedBroker(server, node.port());
    }

    private static void format(Path directory, Node node) {
        try {
            new Formatter()
                    .setNodeId(node.id())
                    .setClusterId(CLUSTER_ID.toString())
                    .setDirectories(List.of(directory.toString()))
                    .setMetadataLogDirectory(directory.toString())
                    .setControllerListenerName("CONTROLLER")
                    .setIgnoreFormatted(true)
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .run();
            sync(directory);
        } catch (Exception e) {
            throw new IllegalStateException("expected to format " + directory + " for Kafka, but " + e.getMessage(), e);
        }
    }

    /** Kafka writes what a directory begins with, and leaves it to chance when that is on the disk. */
    private static void sync(Path directory) throws IOException {
        List<Path> written;
        try (Stream<Path> files = Files.list(directory)) {
            written = files.filter(Files::isRegularFile).toList();
        }
        for (Path file : written) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
        Utils.flushDir(directory.toAbsolutePath());
        Utils.flushDir(directory.toAbsolutePath().getParent());
    }

    private static Properties settings(Path directory, Node node, Map<String, String> further) {
        String replicas = Integer.toString(node.replicas());
        String inSync = Integer.toString(Math.max(1, node.replicas() - 1));
        Properties settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(node.id()));
        settings.put("log.dirs", directory.toString());
        settings.put(
                "listeners",
                "CLIENT://" + LOOPBACK + ":" + node.port() + ",CONTROLLER://" + LOOPBACK + ":" + node.controllerPort());
        settings.put("advertised.listeners", "CLIENT://" + LOOPBACK + ":" + node.port());
        settings.put("listener.security.protocol.map", "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", "CLIENT");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("controller.quorum.voters", node.voters());
        settings.put("auto.create.topics.enable", "false");
        settings.put("default.replication.factor", replicas);
        settings.put("min.insync.replicas", inSync);
        settings.put("offsets.topic.replication.factor", replicas);
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.replication.factor", replicas);
        settings.put("transaction.state.log.min.isr", inSync);
        settings.put("transaction.state.log.num.partitions", "4");
        BrokerSettings.RECOMMENDED.forEach((name, suiting) -> settings.put(name, suiting.toString()));
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("group.coordinator.append.linger.ms", "0");
        settings.put("group.coordinator.threads", "1");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(8 * 1024 * 1024));
        settings.put("controlled.shutdown.enable", Boolean.toString(node.replicas() > 1));
        settings.putAll(further);
        return settings;
    }

    /** Where clients connect: {@code host:port}. */
    public String bootstrapServers() {
        return LOOPBACK + ":" + port;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
