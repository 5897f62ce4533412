package io.podium.standalone.command;

import static java.util.Objects.requireNonNull;

import io.podium.ingest.catalogue.OrderSensitivity;
import io.podium.operations.administration.AdminFutures;
import io.podium.operations.backfill.Backfill;
import io.podium.operations.backfill.ColumnCheck;
import io.podium.operations.backfill.LivePacer;
import io.podium.operations.backfill.LiveWatch;
import io.podium.operations.backfill.Mapping;
import io.podium.operations.backfill.Report;
import io.podium.operations.backfill.RowKind;
import io.podium.operations.backfill.Source;
import io.podium.operations.log.CommittedLog;
import io.podium.schemas.topic.Topics;
import io.podium.stream.engine.EngineConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code podium backfill}: history from elsewhere. */
@Command(
        name = "backfill",
        description = "Imports events or grants from a file (NDJSON, CSV, Parquet) or a topic. Stop it at any point "
                + "and give the same command again: it goes on where it was, and no row counts twice.",
        mixinStandardHelpOptions = true)
final class BackfillCommand implements Callable<Integer> {

    private static final Duration SETTLE = Duration.ofMinutes(2);

    @Mixin
    private KafkaOptions kafka;

    @ArgGroup(multiplicity = "1")
    private From from;

    /** One of them. */
    static final class From {
        @Parameters(
                paramLabel = "FILE",
                arity = "0..1",
                description = "A file named .ndjson, .jsonl, .csv, .tsv or .parquet.")
        private @Nullable Path file;

        @Option(names = "--from-topic", paramLabel = "TOPIC", description = "A topic whose values are JSON objects.")
        private @Nullable String topic;
    }

    @Option(
            names = "--as",
            paramLabel = "KIND",
            defaultValue = "events",
            description = "What rows become: events, or grants of points, which are written to raw-commands (default: "
                    + "${DEFAULT-VALUE}).")
    private RowKind kind;

    @Option(
            names = "--mapping",
            paramLabel = "FILE",
            description =
                    "YAML with a template per member of the event or the grant, as in participant_id: \"{user}\" or "
                            + "attributes: { amount: \"{price:number}\" }; without it, rows are what HTTP takes.")
    private @Nullable Path mapping;

    @Option(
            names = "--key",
            paramLabel = "TEMPLATE",
            description = "Idempotency key of a row, for example \"legacy:{id}\"; {_row} is its number.")
    private @Nullable String key;

    @Option(names = "--tenant", description = "Of rows that name none.")
    private @Nullable String tenant;

    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            required = true,
            description = "Ledger of the keys imported, position and reports; the same for all imports into a cluster.")
    private Path stateDir;

    @Option(
            names = "--validate-first",
            description = "Reads all rows before the first is sent; sends none if one is bad.")
    private boolean validateFirst;

    @Option(names = "--dry-run", description = "Only validates.")
    private boolean dryRun;

    @Option(
            names = "--max-rate",
            defaultValue = "20000",
            description = "Rows per second, however idle the live run is (default: ${DEFAULT-VALUE}).")
    private double maxRate;

    @Option(
            names = "--allow-rejects",
            paramLabel = "N",
            defaultValue = "0",
            description = "How many rows may be rejected before the exit code is 1 (default: ${DEFAULT-VALUE}).")
    private long allowedRejects;

    @Mixin
    private FormatOptions format;

    @Option(
            names = "--watch",
            paramLabel = "URL",
            split = ",",
            description =
                    "API nodes, as http://host:port, whose sync latency must not suffer; it may become half as long "
                            + "again as it is when the import begins.")
    private List<URI> watch = List.of();

    @Option(
            names = "--application-id",
            defaultValue = EngineConfig.APPLICATION_ID,
            description = "Of the live run, which must keep up (default: ${DEFAULT-VALUE}).")
    private String applicationId;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (tenant != null) {
            TenantIds.checked(tenant);
        }
        if (!(maxRate >= 1)) {
            throw new IllegalArgumentException("expected --max-rate of at least 1, but " + maxRate);
        }
        if (allowedRejects < 0) {
            throw new IllegalArgumentException("expected --allow-rejects of at least 0, but " + allowedRejects);
        }
        CommittedLog log = kafka.log();
        try (Admin admin = kafka.admin()) {
            LiveWatch live = new LiveWatch(admin, applicationId, watch);
            LivePacer pacer = new LivePacer(live, maxRate, out(), Ansi.AUTO.enabled());
            String cluster = AdminFutures.get(admin.describeCluster().clusterId());
            if (!dryRun) {
                live.requireLiveRun();
                live.requireNodes();
            }
            Mapping how = Mapping.of(kind, mapping, tenant, key, format.settings());
            try (Backfill backfill =
                    new Backfill(source(log, how), how, stateDir, cluster, log, order(), producer(), pacer)) {
                ColumnCheck columns = backfill.columns();
                columns.duplicates().forEach(name -> out().println(
                                "warning: more than one column is named " + name + "; it is left out"));
                columns.missing().forEach(name -> out().println(
                                "warning: the mapping looks at a column that the file does not have: " + name));
                return run(backfill, live, pacer);
            }
        }
    }

    private int run(Backfill backfill, LiveWatch live, LivePacer pacer) throws IOException, InterruptedException {
        if (validateFirst || dryRun) {
            long invalid = backfill.validate();
            pacer.end();
            out().println(
                            invalid == 0
                                    ? "all rows are valid"
                                    : Counted.of(invalid, "row")
                                            + (invalid == 1 ? " is invalid: see " : " are invalid: see ")
                                            + stateDir.resolve("invalid.ndjson"));
            if (invalid > allowedRejects || dryRun) {
                backfill.disorder().ifPresent(out()::println);
                return invalid <= allowedRejects ? 0 : 1;
            }
        }
        backfill.send();
        pacer.end();
        out().println("all is sent; waiting for the live run ...");
        out().flush();
        Map<Integer, Long> ends = backfill.ends();
        long deadline = System.nanoTime() + SETTLE.toNanos();
        while (!live.hasPassed(kind.topic(), ends)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("expected the live run (" + applicationId
                        + ") to process what was sent "
                        + "within " + SETTLE.toMinutes() + " minutes, but it did not; nothing is lost, and the same "
                        + "command goes on with counting");
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
        Report report = backfill.reconcile();
        out().println(report.text());
        if (report.rejected() > 0) {
            out().println("rejected rows and why: " + backfill.rejectedFile());
        }
        backfill.disorder().ifPresent(out()::println);
        return report.addsUp() && report.rejected() <= allowedRejects ? 0 : 1;
    }

    private Source source(CommittedLog log, Mapping how) {
        return from.topic != null
                ? new Source.Topic(log, log.ranges(from.topic, null))
                : Source.of(requireNonNull(from.file), how.format().csv());
    }

    /** For which event types a participant's rows must be evaluated in their order. */
    private OrderSensitivity order() throws IOException {
        OrderSensitivity order = new OrderSensitivity();
        if (dryRun || kind == RowKind.GRANTS) {
            return order;
        }
        kafka.table(Topics.RULES).read().values().forEach(order::publish);
        return order;
    }

    private Producer<byte[], byte[]> producer() throws IOException {
        Map<String, Object> settings = new HashMap<>(kafka.settings());
        settings.put("bootstrap.servers", kafka.bootstrapServers());
        settings.put("acks", "all");
        settings.put("enable.idempotence", true);
        settings.put("linger.ms", 5);
        settings.put("batch.size", 64 * 1024);
        settings.put("compression.type", "lz4");
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
