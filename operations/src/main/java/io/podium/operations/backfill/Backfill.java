package io.podium.operations.backfill;

import static java.util.Objects.requireNonNull;

import io.podium.ingest.catalogue.OrderSensitivity;
import io.podium.ingest.log.KafkaEventLog;
import io.podium.operations.backfill.Ledger.Sent;
import io.podium.operations.backfill.Mapped.Valid;
import io.podium.operations.backfill.Run.Phase;
import io.podium.operations.log.CommittedLog;
import io.podium.schemas.json.Json;
import io.podium.schemas.topic.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/**
 * An import of rows into the log, step by step: look the keys up, send those that are new, wait until the
 * log has them, then store keys and position together. Where it is killed, the log itself shows which rows of the step
 * under way it has, because each record carries the run and the row's number.
 */
public final class Backfill implements AutoCloseable {

    private static final int SMALLEST_STEP = 10;
    private static final int LARGEST_STEP = 1_000;
    private static final int STEPS_PER_SECOND = 20;

    private final Source source;
    private final Mapping mapping;
    private final Path directory;
    private final CommittedLog log;
    private final OrderSensitivity rules;
    private final Producer<byte[], byte[]> producer;
    private final Ledger ledger;
    private final LivePacer pacer;
    private final TimeOrder order = new TimeOrder();
    private @Nullable Run run;

    /**
     * An import.
     *
     * @param directory where the ledger and the reports are kept, the same for all imports into a cluster
     * @param rules which event types of a participant must be evaluated in the order of the rows
     * @param producer which this import closes
     * @throws IllegalStateException when the directory is another cluster's, or an unfinished import of something else
     *     is in it
     */
    public Backfill(
            Source source,
            Mapping mapping,
            Path directory,
            String clusterId,
            CommittedLog log,
            OrderSensitivity rules,
            Producer<byte[], byte[]> producer,
            LivePacer pacer)
            throws IOException {
        this.source = source;
        this.mapping = mapping;
        this.directory = directory;
        this.log = log;
        this.pacer = pacer;
        this.rules = rules;
        this.producer = producer;
        ledger = new Ledger(directory.resolve("ledger"));
        ledger.belongTo(clusterId);
    }

    /** What is to be reported of the order of the rows' times; empty where they never go back. */
    public Optional<String> disorder() {
        return order.warning();
    }

    /**
     * What is to be reported of the source's columns before it is imported.
     *
     * @throws IllegalArgumentException when the mapping looks at a column that is there twice
     */
    public ColumnCheck columns() throws IOException {
        return ColumnCheck.of(source, mapping);
    }

    /** The rows that no event can be made of. */
    public Path rejectedFile() {
        return directory.resolve("rejected.ndjson");
    }

    /**
     * Reads all rows and sends none.
     *
     * @return how many are invalid; the file of rejected rows reports which and why
     */
    public long validate() throws IOException {
        long rejected = 0;
        Instant now =
                unfinished().map(Run::startedAt).map(Instant::ofEpochMilli).orElseGet(Instant::now);
        Path file = directory.resolve("invalid.ndjson");
        Files.deleteIfExists(file);
        try (Rows rows = source.open();
                RejectedRows refused = new RejectedRows(file, 0)) {
            while (rows.hasNext()) {
                Row row = rows.next();
                Mapped mapped = mapping.apply(row, now);
                if (mapped instanceof Valid valid) {
                    order.add(row.number(), valid.occurredAt());
                } else if (mapped instanceof Mapped.Refused why) {
                    refused.add(row, why.problems());
                    rejected++;
                }
                pacer.progress(row.number() + 1, rows.done(), rows.total());
            }
        }
        return rejected;
    }

    /** Sends all rows that are not sent yet. */
    public void send() throws IOException {
        String fingerprint = source.fingerprint() + " | " + mapping.fingerprint();
        run = unfinished()
                .orElseGet(() -> Run.begin(fingerprint, System.currentTimeMillis(), newTag(), ends(), source.bounds()));
        if (!run().source().equals(fingerprint)) {
            throw new IllegalStateException("expected to go on with the import that is not finished in " + directory
                    + ":\n  " + run().source() + "\nbut it is\n  " + fingerprint
                    + "\nFinish that one first, or use another --state-dir.");
        }
        run = run().withBaseline(pacer.begin(run().baseline(), run().rate()));
        ledger.store(run(), Map.of());
        if (run().phase() == Phase.SENDING) {
            Map<Long, String> there = InDoubt.of(run(), topic(), log);
            RowOrder rowOrder =
                    new RowOrder(rules, ends().size(), ends -> pacer.watch().hasPassed(topic(), ends));
            RowWriter writer = new RowWriter(producer, rowOrder);
            if (rules.matters() && (run().rows() > 0 || !there.isEmpty())) {
                rowOrder.await(ends()); // who was sent before this process knows of nobody's last row
            }
            try (Rows rows = source.within(run().bounds()).open();
                    RejectedRows rejected = new RejectedRows(rejectedFile(), run().rejectedBytes())) {
                if (run().rows() > 0) {
                    pacer.resumed(run().rows());
                }
                for (long skipped = 0; skipped < run().rows() && rows.hasNext(); skipped++) {
                    rows.next();
                    if (skipped % LARGEST_STEP == 0) {
                        pacer.progress(skipped, rows.done(), rows.total());
                    }
                }
                pacer.skipped();
                while (rows.hasNext()) {
                    step(take(rows), writer, rejected, there);
                    pacer.progress(run().rows(), rows.done(), rows.total());
                }
            }
            run = run().in(Phase.SENT);
            ledger.store(run(), Map.of());
        }
    }

    private Optional<Run> unfinished() {
        return ledger.run().filter(last -> last.phase() != Phase.RECONCILED);
    }

    private Run run() {
        return requireNonNull(run, "expected rows to be sent before");
    }

    private static long newTag() {
        return new SecureRandom().nextLong() & 0xFF_FFFF_FFFFL;
    }

    private Topic<byte[], byte[]> topic() {
        return mapping.kind().topic();
    }

    /** Where the partitions of the topic that rows are written to end now. */
    public Map<Integer, Long> ends() {
        Map<Integer, Long> ends = new HashMap<>();
        log.ranges(topic(), null).forEach(range -> ends.put(range.partition().partition(), range.to()));
        return ends;
    }

    private List<Row> take(Rows rows) {
        int size = (int) Math.max(SMALLEST_STEP, Math.min(LARGEST_STEP, pacer.perSecond() / STEPS_PER_SECOND));
        List<Row> step = new ArrayList<>(size);
        while (step.size() < size && rows.hasNext()) {
            step.add(rows.next());
        }
        return step;
    }

    private void step(List<Row> rows, RowWriter writer, RejectedRows rejected, Map<Long, String> there)
            throws IOException {
        Map<Row, Valid> valid = new LinkedHashMap<>();
        int refused = 0;
        Instant now = Instant.ofEpochMilli(run().startedAt()); // a row means the same whenever it is sent
        for (Row row : rows) {
            Mapped mapped = mapping.apply(row, now);
            if (mapped instanceof Valid one) {
                valid.put(row, one);
                order.add(row.number(), one.occurredAt());
            } else if (mapped instanceof Mapped.Refused why) {
                rejected.add(row, why.problems());
                refused++;
            }
        }
        Set<String> known =
                ledger.known(valid.values().stream().map(Valid::ledgerKey).toList());
        Map<String, Row> fresh = new LinkedHashMap<>();
        valid.forEach((row, one) -> {
            if (!known.contains(one.ledgerKey())) {
                fresh.putIfAbsent(one.ledgerKey(), row);
            }
        });
        List<Row> toSend = fresh.values().stream()
                .filter(row -> !there.containsKey(row.number()))
                .toList();
        pacer.await(toSend.size());
        Map<Integer, Long> offsets = new HashMap<>(run().nextOffsets());
        writer.write(run().tag(), toSend, valid).forEach((row, place) -> {
            there.put(row.number(), KafkaEventLog.eventId(place));
            offsets.merge(place.partition(), place.offset() + 1, Math::max);
        });
        Map<String, Sent> sent = new LinkedHashMap<>();
        fresh.forEach((key, row) ->
                sent.put(key, new Sent(run().tag(), row.number(), requireNonNull(there.remove(row.number())))));
        run = run().after(
                        fresh.size(),
                        valid.size() - fresh.size(),
                        refused,
                        rejected.flushed(),
                        offsets,
                        pacer.perSecond());
        ledger.store(run(), sent);
    }

    /**
     * Counts what the live run made of what was sent; it must have processed all of it. The report is also stored
     * beside the ledger.
     */
    public Report reconcile() throws IOException {
        Report report = Reconciliation.of(mapping.kind(), run(), ledger, log);
        Files.write(directory.resolve("report.json"), Json.write(report));
        run = run().in(Phase.RECONCILED);
        ledger.store(run(), Map.of());
        return report;
    }

    @Override
    public void close() {
        producer.close();
        ledger.close();
    }
}
