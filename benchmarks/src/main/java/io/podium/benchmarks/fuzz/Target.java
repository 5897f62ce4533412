package io.podium.benchmarks.fuzz;

import io.podium.benchmarks.DevProcess;
import io.podium.benchmarks.ReadyLine;
import io.podium.benchmarks.TemporaryDirectory;
import io.podium.ingest.access.KeySecret;
import io.podium.operations.administration.TableTopic;
import io.podium.schemas.access.ApiKey;
import io.podium.schemas.access.ApiKey.Scope;
import io.podium.schemas.topic.Topics;
import io.podium.standalone.broker.LocalPorts;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The instance under attack: development mode in a JVM of its own, with a data directory that goes with it. */
final class Target implements AutoCloseable {

    private final Process process;
    private final TemporaryDirectory data;
    private final int port;
    private final int kafkaPort;

    /** Starts it, with these options of the JVM and its log in a file; returns when it is ready. */
    Target(String jar, List<String> options, Path log) throws IOException {
        port = LocalPorts.free();
        kafkaPort = LocalPorts.free();
        data = TemporaryDirectory.create("podium-fuzz-");
        List<String> command = new ArrayList<>(List.of(DevProcess.JAVA));
        command.addAll(options);
        command.addAll(List.of("-jar", jar, "dev", "--port=" + port, "--kafka-port=" + kafkaPort));
        command.add("--data-dir=" + data.path());
        process = new ProcessBuilder(command).redirectError(log.toFile()).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "end"));
        ReadyLine.of(process);
    }

    int port() {
        return port;
    }

    String kafka() {
        return "127.0.0.1:" + kafkaPort;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** A new key of a tenant, as {@code podium keys create} makes one; the node knows it within a second. */
    String key(String tenant, Long requestsPerMinute) {
        KeySecret secret = KeySecret.generate(false, Scope.ADMIN, new SecureRandom());
        ApiKey key = new ApiKey(secret.sha256(), tenant, Scope.ADMIN, "fuzz", requestsPerMinute, Instant.now(), null);
        new TableTopic<>(Topics.API_KEYS, kafka(), Map.of()).write(Map.of(key.sha256(), key));
        return secret.text();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        data.close();
    }
}
