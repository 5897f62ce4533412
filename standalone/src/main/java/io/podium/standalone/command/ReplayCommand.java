package io.podium.standalone.command;

import io.podium.operations.administration.ReplayProgress;
import io.podium.operations.administration.TopicSetup;
import io.podium.schemas.event.ArrivalSpan;
import io.podium.schemas.topic.Topic;
import io.podium.schemas.topic.Topics;
import io.podium.standalone.setup.Metrics;
import io.podium.stream.engine.Engine;
import io.podium.stream.engine.EngineConfig;
import io.podium.stream.mode.RunMode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code podium replay}: the whole log once more, into topics of its own; the live run does not notice. */
@Command(
        name = "replay",
        description = "Processes raw-events from the beginning with the rules of their time, into topics whose names "
                + "end in a suffix; ends by itself where the live run stood at the start.",
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {

    @Mixin
    private KafkaOptions kafka;

    @Option(
            names = "--application-id",
            defaultValue = "podium-replay",
            description = "Default: ${DEFAULT-VALUE}. The same one goes on where it stopped.")
    private String applicationId;

    @Option(
            names = "--suffix",
            defaultValue = "-replay",
            description = "Ends the names of the topics that are written (default: ${DEFAULT-VALUE}).")
    private String suffix;

    @Option(
            names = "--from",
            paramLabel = "INSTANT",
            description = "Writes outcomes only of what arrived then or later; all is processed.")
    private @Nullable Instant from;

    @Option(names = "--to", paramLabel = "INSTANT", description = "Writes outcomes only of what arrived before.")
    private @Nullable Instant to;

    @Option(names = "--state-dir", paramLabel = "DIR", description = "Where the stores live; needed to run.")
    private @Nullable Path stateDir;

    @Option(names = "--threads", defaultValue = "1", description = "Stream threads (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--clean",
            description = "Deletes what a replay of this id and suffix left in Kafka instead of running one.")
    private boolean clean;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        RunMode replay = new RunMode.Replay(suffix, new ArrivalSpan(from, to));
        try (Admin admin = kafka.admin()) {
            TopicSetup topics = new TopicSetup(admin);
            if (clean) {
                Optional<String> kept = kafka.claims().keeps(replay, applicationId);
                if (kept.isPresent()) {
                    spec.commandLine().getErr().println(kept.get());
                    return 1;
                }
                if (topics.isRunning(applicationId)) {
                    throw new IllegalStateException(
                            "expected a replay that nobody runs, but " + applicationId + " runs");
                }
                List<String> deleted = topics.deleteReplay(applicationId, suffix);
                kafka.claims().release(replay);
                out().println("deleted " + deleted.size() + " topic(s) of " + applicationId);
                return 0;
            }
            if (stateDir == null) {
                throw new IllegalArgumentException("expected --state-dir, but it is absent");
            }
            List<String> problems = topics.lastingProblems();
            if (!problems.isEmpty()) {
                problems.forEach(spec.commandLine().getErr()::println);
                return 1;
            }
            Optional<String> taken = kafka.claims().claim(replay, applicationId);
            if (taken.isPresent()) {
                spec.commandLine().getErr().println(taken.get());
                return 1;
            }
            topics.applyReplay(suffix);
            run(admin, replay, stateDir, topics.partitions());
        }
        return 0;
    }

    private void run(Admin admin, RunMode replay, Path state, int partitions) throws IOException, InterruptedException {
        ReplayProgress progress = new ReplayProgress(admin, applicationId, replay);
        EngineConfig alone = EngineConfig.alone(applicationId, kafka.bootstrapServers(), state, "127.0.0.1:0");
        EngineConfig config =
                alone.in(replay).with(alone.group().withThreads(threads)).with(kafka.config());
        long started = System.nanoTime();
        Engine engine = new Engine(config, partitions, Metrics.registry());
        try {
            engine.start();
            ReplayProgress.Step step = progress.step();
            while (!step.done()) {
                TimeUnit.SECONDS.sleep(1);
                step = progress.step();
                out().println(step.line(System.nanoTime() - started));
                out().flush();
            }
        } finally {
            engine.close();
        }
        for (Topic<?, ?> topic : Topics.written()) {
            out().println("written: " + replay.written(topic).name());
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
