package io.podium.standalone.broker;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.utils.Time;

/**
 * Takes back what a broker left behind in its cluster of one, its registration, before it starts again. Left to itself,
 * Kafka 4.3.1 takes the new broker for the old one: it coordinates transactions again, until the old session times out
 * and for a moment no partition has a leader. A coordinator takes a partition without a leader for a deleted one, and
 * skips its marker ({@code TransactionMarkerChannelManager}): of a transaction that was being committed when the broker
 * died, a part would hang, or be counted twice.
 */
final class StaleRegistration {

    static final String METADATA_LOG = "__cluster_metadata-0";

    private static final int SECONDS = 30;
    private static final int PAUSE_MS = 50;

    private StaleRegistration() {}

    /**
     * Lets the controller of this directory, alone, forget the broker; returns at once where there was none.
     *
     * @param settings those that the broker will start with
     * @param controller where the controller listens: {@code host:port}
     */
    static void unregister(Path directory, Properties settings, int brokerId, String controller) {
        if (!Files.isDirectory(directory.resolve(METADATA_LOG))) {
            return;
        }
        KafkaRaftServer server =
                new KafkaRaftServer(new KafkaConfig(withoutBroker(settings, controller), false), Time.SYSTEM);
        server.startup();
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_CONTROLLERS_CONFIG, controller))) {
            unregister(admin, brokerId);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof BrokerIdNotRegisteredException)) {
                throw new IllegalStateException(
                        "expected to unregister the broker of " + directory + ", but "
                                + requireNonNull(e.getCause()).getMessage(),
                        e.getCause());
            }
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "expected the metadata in " + directory
                            + " to be readable, but its controller does not start from it;"
                            + " delete it to begin anew, or put a copy of before in its place",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            server.shutdown();
            server.awaitShutdown();
        }
    }

    /** A controller that has not read its metadata yet takes it for older than it is, and refuses. */
    private static void unregister(Admin admin, int brokerId)
            throws ExecutionException, TimeoutException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (true) {
            try {
                admin.unregisterBroker(brokerId).all().get(SECONDS, TimeUnit.SECONDS);
                return;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnsupportedVersionException)) {
                    throw e;
                }
                if (System.nanoTime() > deadline) {
                    throw new TimeoutException(e.getCause().getMessage());
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
            }
        }
    }

    private static Properties withoutBroker(Properties settings, String controller) {
        Properties alone = new Properties();
        alone.putAll(settings);
        alone.put("process.roles", "controller");
        alone.put("listeners", "CONTROLLER://" + controller);
        alone.remove("advertised.listeners");
        return alone;
    }
}
