package io.podium.operations.backfill;

import static java.util.Objects.requireNonNull;

import io.podium.ingest.catalogue.OrderSensitivity;
import io.podium.ingest.log.KafkaEventLog;
import io.podium.operations.backfill.Ledger.Sent;
import io.podium.operations.backfill.Mapping.Mapped;
import io.podium.operations.backfill.Run.Phase;
import io.podium.operations.log.CommittedLog;
import io.podium.operations.log.CommittedLog.Range;
import io.podium.operations.log.PartitionReader;
import io.podium.schemas.event.EventHeaders;
import io.podium.schemas.event.EventId;
import io.podium.schemas.event.RawEvent;
import io.podium.schemas.json.Json;
import io.podium.schemas.key.RecordKeys;
import io.podium.schemas.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/**
 * An import of rows into {@code raw-events}, step by step: look the keys up, send those that are new, wait until the
 * log has them, then store keys and position together. Where it is killed, the log itself shows which rows of the step
 * under way it has, because each record carries the run and the row's number.
 */
public final class Backfill implements AutoCloseable {

    private static final int SMALLEST_STEP = 10;
    private static final int LARGEST_STEP = 1_000;
    private static final int STEPS_PER_SECOND = 20;
    private static final Pattern ROW = Pattern.compile("[0-9]{1,18}");

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
        Path file = directory.resolve("invalid.ndjson");
        Files.deleteIfExists(file);
        try (Rows rows = source.open();
                RejectedRows refused = new RejectedRows(file, 0)) {
            while (rows.hasNext()) {
                Row row = rows.next();
                Mapped mapped = mapping.apply(row);
                if (mapped instanceof Mapped.Event event) {
                    order.add(row.number(), event.event().occurredAt());
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
        run = ledger.run()
                .filter(last -> last.phase() != Phase.RECONCILED)
                .orElseGet(() -> Run.begin(fingerprint, System.currentTimeMillis(), newTag(), ends(), source.bounds()));
        if (!run().source().equals(fingerprint)) {
            throw new IllegalStateException("expected to go on with the import that is not finished in " + directory
                    + ":\n  " + run().source() + "\nbut it is\n  " + fingerprint
                    + "\nFinish that one first, or use another --state-dir.");
        }
        run = run().withBaseline(pacer.begin(run().baseline(), run().rate()));
        ledger.store(run(), Map.of());
        if (run().phase() == Phase.SENDING) {
            Map<Long, String> there = inDoubt();
            RowOrder rowOrder = new RowOrder(rules, ends().size(), pacer.watch()::hasPassed);
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

    private Run run() {
        return requireNonNull(run, "expected rows to be sent before");
    }

    private static long newTag() {
        return new SecureRandom().nextLong() & 0xFF_FFFF_FFFFL;
    }

    /** Where the partitions of {@code raw-events} end now. */
    public Map<Integer, Long> ends() {
        Map<Integer, Long> ends = new HashMap<>();
        log.ranges(Topics.RAW_EVENTS, null)
                .forEach(range -> ends.put(range.partition().partition(), range.to()));
        return ends;
    }

    /**
     * Rows behind the stored position that the log has, because the step was killed after it had sent them, with the
     * ids of their events.
     */
    private Map<Long, String> inDoubt() {
        Map<Long, String> there = new HashMap<>();
        for (Range range : log.ranges(Topics.RAW_EVENTS, null)) {
            long from = run().nextOffsets().getOrDefault(range.partition().partition(), range.from());
            try (PartitionReader records =
                    log.read(new Range(range.partition(), Math.max(from, range.from()), range.to()))) {
                while (records.hasNext()) {
                    ConsumerRecord<byte[], byte[]> record = records.next();
                    String id = EventId.at(record.topic(), record.partition(), record.offset(), record.timestamp());
                    row(record).ifPresent(row -> there.put(row, id));
                }
            }
        }
        return there;
    }

    private Optional<Long> row(ConsumerRecord<byte[], byte[]> record) {
        String mine = run().tag() + "/";
        return EventHeaders.text(record.headers(), EventHeaders.IMPORT_ROW)
                .filter(text -> text.startsWith(mine)
                        && ROW.matcher(text.substring(mine.length())).matches())
                .map(text -> Long.valueOf(text.substring(mine.length())));
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
        Map<Row, RawEvent> events = new LinkedHashMap<>();
        int refused = 0;
        for (Row row : rows) {
            Mapped mapped = mapping.apply(row);
            if (mapped instanceof Mapped.Event event) {
                events.put(row, event.event());
                order.add(row.number(), event.event().occurredAt());
            } else if (mapped instanceof Mapped.Refused why) {
                rejected.add(row, why.problems());
                refused++;
            }
        }
        Set<String> known =
                ledger.known(events.values().stream().map(Backfill::key).toList());
        Map<String, Row> fresh = new LinkedHashMap<>();
        events.forEach((row, event) -> {
            if (!known.contains(key(event))) {
                fresh.putIfAbsent(key(event), row);
            }
        });
        List<Row> toSend = fresh.values().stream()
                .filter(row -> !there.containsKey(row.number()))
                .toList();
        pacer.await(toSend.size());
        Map<Integer, Long> offsets = new HashMap<>(run().nextOffsets());
        writer.write(run().tag(), toSend, events).forEach((row, place) -> {
            there.put(row.number(), KafkaEventLog.eventId(place));
            offsets.merge(place.partition(), place.offset() + 1, Math::max);
        });
        Map<String, Sent> sent = new LinkedHashMap<>();
        fresh.forEach((key, row) ->
                sent.put(key, new Sent(run().tag(), row.number(), requireNonNull(there.remove(row.number())))));
        run = run().after(
                        fresh.size(),
                        events.size() - fresh.size(),
                        refused,
                        rejected.flushed(),
                        offsets,
                        pacer.perSecond());
        ledger.store(run(), sent);
    }

    /** What the ledger knows an event by. */
    private static String key(RawEvent event) {
        return RecordKeys.idempotency(requireNonNull(event.tenantId()), requireNonNull(event.idempotencyKey()));
    }

    /**
     * Counts what the live run made of what was sent; it must have processed all of it. The report is also stored
     * beside the ledger.
     */
    public Report reconcile() throws IOException {
        Report report = Reconciliation.of(run(), ledger, log);
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
