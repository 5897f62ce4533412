package io.podium.standalone.command;

import io.podium.ingest.http.ApiServer;
import io.podium.rules.authoring.RuleFiles;
import io.podium.rules.authoring.RuleProblem;
import io.podium.rules.program.ProgramParser;
import io.podium.standalone.broker.DataDirectory;
import io.podium.standalone.setup.DevConfig;
import io.podium.standalone.setup.DevNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code podium dev}: the whole system in one JVM, with an embedded broker and sample rules. */
@Command(
        name = "dev",
        description = "Runs everything in one JVM on loopback: a Kafka broker, the processor and the API node.",
        modelTransformer = DevCommand.Options.class,
        mixinStandardHelpOptions = true)
final class DevCommand implements Callable<Integer> {

    private static final String EXAMPLE = "{\"participant_id\":\"p_8a3f\",\"event_type\":\"quiz_completed\","
            + "\"attributes\":{\"quiz_id\":\"q_fit_basics\",\"score\":100},"
            + "\"idempotency_key\":\"p_8a3f:q_fit_basics:1\"}";

    static final class Options extends ConfigOptions {
        Options() {
            super(DevConfig.class);
        }
    }

    @Option(
            names = "--check",
            description = "Sends one event when ready, prints the answer and stops; exit code 1 unless 2xx.")
    private boolean check;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        RuleFiles files = new RuleFiles(new ProgramParser());
        DevConfig config = ConfigOptions.read(spec, DevConfig.class);
        RuleFiles.Loaded rules = config.rules().isEmpty()
                ? files.readSample("starter")
                : files.readDirectory(config.rules().get());
        if (!rules.problems().isEmpty()) {
            rules.problems().stream()
                    .map(RuleProblem::toString)
                    .forEach(spec.commandLine().getErr()::println);
            return 1;
        }
        List<String> taken = new ArrayList<>();
        if (config.port() == config.kafkaPort() && config.port() != 0) {
            taken.add("podium: expected --port other than --kafka-port, but both are " + config.port());
        }
        requireFree("--port", config.port(), taken);
        requireFree("--kafka-port", config.kafkaPort(), taken);
        if (!taken.isEmpty()) {
            taken.forEach(spec.commandLine().getErr()::println);
            return 1;
        }
        if (config.dataDir().isPresent()) {
            DataDirectory.require(config.dataDir().get());
        }
        return run(out, config, rules.definitions());
    }

    private int run(PrintWriter out, DevConfig config, List<RuleFiles.Definition> rules) throws Exception {
        Shutdown shutdown = Shutdown.begin();
        boolean temporary = config.dataDir().isEmpty();
        Path data = temporary
                ? Files.createTempDirectory("podium-dev-")
                : config.dataDir().get();
        try {
            out.printf(
                    "podium dev: %d rules, data in %s%s%n",
                    rules.size(), data, temporary ? " (temporary; keep it with --data-dir)" : "");
            out.flush();
            DevNode node = new DevNode(config, data, rules);
            if (node.keptRules()) {
                out.println(
                        config.rules().isEmpty()
                                ? "the rules in the data directory stay; change them by podium rules apply"
                                : "rules that are not in " + config.rules().get()
                                        + " stay; podium rules apply --prune retires them");
            }
            AutoCloseable all = () -> {
                node.close();
                deleteIf(temporary, data);
            };
            while (!node.isReady() && !node.corrupted().isDone()) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            if (!node.corrupted().isDone()) {
                announce(out, node);
            }
            if (check) {
                try (all) {
                    return sendExample(out, node);
                }
            }
            Optional<Path> corrupted = shutdown.await(all, node.corrupted());
            corrupted.ifPresent(
                    directory -> spec.commandLine().getErr().println("podium: " + ProcessorCommand.damaged(directory)));
            return corrupted.isPresent() ? 1 : 0;
        } catch (Exception | Error e) { // classes can't be initialized any more while the process ends
            try {
                deleteIf(temporary, data);
            } catch (IOException left) {
                e.addSuppressed(left);
            }
            throw e;
        } finally {
            shutdown.nothing();
        }
    }

    private static void deleteIf(boolean temporary, Path data) throws IOException {
        if (temporary && Files.exists(data)) {
            Directories.delete(data);
        }
    }

    private static int sendExample(PrintWriter out, DevNode node) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url(node) + ApiServer.SYNC_EVENTS))
                .header("Authorization", "Bearer " + DevNode.ADMIN_KEY)
                .header("X-Bricqs-Tenant", DevNode.TENANT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(EXAMPLE))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        out.println(answer.statusCode() + " " + answer.body());
        out.flush();
        return answer.statusCode() / 100 == 2 ? 0 : 1;
    }

    private static String url(DevNode node) {
        return "http://127.0.0.1:" + node.port();
    }

    private static void requireFree(String option, int number, List<String> problems) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), number));
        } catch (IOException e) {
            problems.add("podium: expected " + option + " " + number + " to be free, but " + e.getMessage()
                    + "; choose another");
        }
    }

    private static void announce(PrintWriter out, DevNode node) {
        out.println();
        out.println("tenant     " + DevNode.TENANT);
        out.println("admin key  " + DevNode.ADMIN_KEY + "  (accepted in dev mode only)");
        out.println("kafka      " + node.bootstrapServers());
        out.println();
        out.println("try it:");
        out.println("  curl -X POST " + url(node) + ApiServer.SYNC_EVENTS + " \\");
        out.println("    -H 'Authorization: Bearer " + DevNode.ADMIN_KEY + "' \\");
        out.println("    -H 'X-Bricqs-Tenant: " + DevNode.TENANT + "' \\");
        out.println("    -H 'Content-Type: application/json' \\");
        out.println("    -d '" + EXAMPLE + "'");
        out.println();
        out.println("ready " + url(node));
        out.flush();
    }
}
