package io.podium.standalone.command;

import io.podium.operations.analytics.Export;
import io.podium.operations.log.CommittedLog;
import io.podium.schemas.event.ArrivalSpan;
import io.podium.schemas.topic.Topic;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code podium export}: events and outcomes as Parquet. */
@Command(
        name = "export",
        description = "Writes events and outcomes as Parquet files, a folder per topic; up to what is committed now.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {

    /** Half a million rows are about 200 MB of JSON. */
    private static final int ROWS_PER_FILE = 500_000;

    @Mixin
    private KafkaOptions kafka;

    @Option(names = "--to-dir", paramLabel = "DIR", required = true, description = "Where the folders go.")
    private Path directory;

    @Option(
            names = "--topics",
            paramLabel = "TOPIC",
            split = ",",
            description = "Only these (default: accepted-events, all outcomes, contest-standings and rules).")
    private List<String> topics = List.of();

    @Option(
            names = "--suffix",
            defaultValue = "",
            description =
                    "Of the topics of a replay or a generation, for example -replay (default: those of the live run).")
    private String suffix;

    @Option(names = "--from", paramLabel = "INSTANT", description = "Only what arrived then or later.")
    private @Nullable Instant from;

    @Option(names = "--to", paramLabel = "INSTANT", description = "Only what arrived before.")
    private @Nullable Instant to;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, SQLException {
        List<Topic<?, ?>> wanted = Export.TOPICS.stream()
                .filter(topic -> topics.isEmpty() || topics.contains(topic.name()))
                .toList();
        List<String> unknown = topics.stream()
                .filter(name -> wanted.stream().noneMatch(topic -> topic.name().equals(name)))
                .toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("expected topics of "
                    + Export.TOPICS.stream().map(Topic::name).toList() + ", but " + unknown);
        }
        CommittedLog log = kafka.log().ofGeneration(suffix);
        Export export = new Export(log, directory.toAbsolutePath(), ROWS_PER_FILE);
        PrintWriter out = spec.commandLine().getOut();
        for (Topic<?, ?> topic : wanted) {
            long rows = export.write(topic, new ArrivalSpan(from, to));
            out.println(String.format("%,12d rows of %s", rows, topic.name()));
            out.flush();
        }
        return 0;
    }
}
