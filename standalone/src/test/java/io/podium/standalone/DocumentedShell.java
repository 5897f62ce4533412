package io.podium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.standalone.broker.LocalPorts;
import io.podium.standalone.setup.DevNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * Where commands of the manual are run: a shell in a directory of its own, whose {@code podium} runs the classes under
 * test. Ports 8080, 8090 and 19092 stand for those that are free, H for this host; servers go on until it is closed.
 */
final class DocumentedShell implements AutoCloseable {

    private static final long COMMAND_MINUTES = 2;

    private final Path directory;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final int devPort = LocalPorts.free();
    private final int devKafkaPort = LocalPorts.free();
    private Client dev;
    private int queryPort;
    private int started;

    DocumentedShell(Path directory) throws IOException {
        this.directory = directory;
        Path podium = Files.createDirectories(directory.resolve("bin")).resolve("podium");
        Files.writeString(
                podium,
                "#!/bin/sh\nexec '" + Path.of(System.getProperty("java.home"), "bin", "java")
                        + "' -Xmx512m -XX:TieredStopAtLevel=1 -cp '" + System.getProperty("java.class.path")
                        + "' io.podium.standalone.command.Podium \"$@\"\n");
        assertThat(podium.toFile().setExecutable(true)).isTrue();
    }

    void write(String file, String text) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    /** Runs a command that must succeed; what it printed. */
    String bash(String command) throws Exception {
        return bashWith("", command);
    }

    /** The same where the environment names the brokers, since the manual leaves them out. */
    String bashWith(String bootstrapServers, String command) throws Exception {
        Path output = directory.resolve("command-" + started++ + ".log");
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", command.replace(":8080", ":" + devPort))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile());
        builder.environment().compute("PATH", (name, path) -> directory.resolve("bin") + ":" + path);
        if (!bootstrapServers.isEmpty()) {
            builder.environment().put("PODIUM_BOOTSTRAP_SERVERS", bootstrapServers);
        }
        Process process = builder.start();
        boolean ended = process.waitFor(COMMAND_MINUTES, TimeUnit.MINUTES);
        if (!ended) {
            process.destroyForcibly();
        }
        String printed = Files.readString(output);
        assertThat(ended && process.exitValue() == 0)
                .as(command + "\n" + printed)
                .isTrue();
        return printed;
    }

    void startDev() {
        Child child = child("dev --port " + devPort + " --kafka-port " + devKafkaPort);
        child.line("ready ");
        dev = new Client("http://127.0.0.1:" + devPort, devKafka(), DevNode.ADMIN_KEY, DevNode.TENANT);
        running.push(dev);
    }

    Client dev() {
        return dev;
    }

    String devUrl() {
        return "http://127.0.0.1:" + devPort;
    }

    String devKafka() {
        return "127.0.0.1:" + devKafkaPort;
    }

    /** Starts a processor; later commands reach it where the manual says 8090. */
    void startProcessor(String command) {
        queryPort = LocalPorts.free();
        child(words(command)).line("processor started");
    }

    /** Starts an API node; its port, when it is ready. */
    int startIngest(String command) throws Exception {
        int port = LocalPorts.free();
        child(words(command).replace("--port 8080", "--port " + port)).line("ingest started");
        Awaitility.await()
                .atMost(java.time.Duration.ofMinutes(1))
                .ignoreExceptions()
                .until(() -> bash("curl -sf http://127.0.0.1:" + port + "/health/ready") != null);
        return port;
    }

    private String words(String command) {
        return command.replaceFirst("^podium ", "")
                .replace("8090", Integer.toString(queryPort))
                .replaceAll("(?<![\\w-])H(?![\\w-])", "127.0.0.1")
                .replaceAll("--state-dir (\\S+)", "--state-dir " + directory + "/$1");
    }

    private Child child(String words) {
        List<String> all = new ArrayList<>(Arrays.asList(words.split(" ")));
        Child child = new Child(directory.resolve("server-" + started++ + ".log"), all.toArray(String[]::new));
        running.push(child);
        return child;
    }

    /** Asks development mode what a line such as {@code GET /path} asks for. */
    void get(String line, String participant) {
        String path = line.substring("GET ".length())
                .replace("{participant_id}", participant)
                .replace("{contest_id}", "april_quiz_cup");
        assertThat(dev.get(path).status()).as(path).isEqualTo(200);
    }

    /**
     * Sends what a {@code kafka-console-producer.sh} with a here-string would send: its key, a semicolon, its value.
     */
    void produceAsShown(String command) {
        String record = command.substring(command.indexOf("<<<")).replaceAll("(?s)[^']*'(.*)'", "$1");
        int separator = record.indexOf(';');
        dev.produce(record.substring(0, separator), null, record.substring(separator + 1));
        Awaitility.await()
                .until(() ->
                        dev.get("/api/v1/gamify/state/p_8a3f").http().body().contains("lifetime_points"));
    }

    @Override
    public void close() throws Exception {
        while (!running.isEmpty()) {
            running.pop().close();
        }
    }
}
