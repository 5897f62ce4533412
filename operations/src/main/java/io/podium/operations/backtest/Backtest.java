package io.podium.operations.backtest;

import io.podium.operations.administration.RulePublisher;
import io.podium.operations.backtest.BacktestReport.Change;
import io.podium.operations.backtest.BacktestReport.Podium;
import io.podium.operations.backtest.BacktestReport.TierCount;
import io.podium.operations.backtest.BacktestReport.TierMove;
import io.podium.operations.log.CommittedLog;
import io.podium.operations.log.CommittedLog.Range;
import io.podium.operations.log.MergedReader;
import io.podium.rules.authoring.RuleFiles.Definition;
import io.podium.rules.book.RuleBook;
import io.podium.rules.program.ProgramParser;
import io.podium.rules.state.ParticipantState;
import io.podium.schemas.event.AcceptedEvent;
import io.podium.schemas.json.Json;
import io.podium.schemas.key.RecordKeys;
import io.podium.schemas.query.PointsTransaction;
import io.podium.schemas.rule.RuleVersion;
import io.podium.schemas.topic.Topics;
import io.podium.stream.clock.Heartbeat;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's history once more under the rules as they were and, beside it, under others: both by the same functions in
 * one pass over {@code accepted-events}, so that whatever differs is the rules' doing. Prizes are not read from the
 * history: each side gives its own.
 */
public final class Backtest {

    private final String tenantId;
    private final Instant from;
    private final Instant to;
    private final RuleBook before;
    private final RuleBook after;

    /**
     * A backtest.
     *
     * @param live all versions that there are
     * @param changed what the tenant's rules would have been from {@code from} on, instead of all that it had
     * @throws IllegalArgumentException when {@code to} is not after {@code from}
     */
    public Backtest(String tenantId, Collection<RuleVersion> live, List<Definition> changed, Instant from, Instant to) {
        if (!to.isAfter(from)) {
            throw new IllegalArgumentException("expected --to after --from, " + from + ", but " + to);
        }
        this.tenantId = tenantId;
        this.from = from;
        this.to = to;
        List<RuleVersion> own = RulePublisher.of(tenantId, live);
        before = book(own);
        after = book(RulePublisher.asIf(tenantId, own, changed, from));
    }

    private static RuleBook book(List<RuleVersion> versions) {
        RuleBook book = new RuleBook(ProgramParser.ofPublished());
        versions.forEach(book::publish);
        return book;
    }

    /**
     * Runs it.
     *
     * @param scratch a directory for states, which must be empty
     * @param progress hears how many records are read
     */
    public BacktestReport run(CommittedLog log, Path scratch, LongConsumer progress) {
        Predicate<Instant> counts = at -> !at.isBefore(from) && at.isBefore(to);
        List<Range> ranges = log.ranges(Topics.ACCEPTED_EVENTS, null);
        try (BacktestRun one = run(before, scratch.resolve("before"), counts);
                BacktestRun other = run(after, scratch.resolve("after"), counts);
                MergedReader records = new MergedReader(log, ranges)) {
            Map<Integer, Long> clocks = new HashMap<>();
            long read = 0;
            long events = 0;
            Disagreements disagreements = new Disagreements();
            while (records.hasNext()) {
                ConsumerRecord<byte[], byte[]> record = records.next();
                progress.accept(++read);
                Instant at = Instant.ofEpochMilli(record.timestamp());
                if (!at.isBefore(to)) {
                    continue; // a later record may be stamped earlier
                }
                if (record.value() == null) {
                    if (Heartbeat.is(null, record.headers())) {
                        clocks.merge(Heartbeat.source(record.headers()), record.timestamp(), Math::max);
                        pass(clocks, ranges.size(), one, other);
                    }
                } else if (RecordKeys.isOf(record.key(), tenantId)) {
                    AcceptedEvent event = Json.read(record.value(), AcceptedEvent.class);
                    if (event.award() == null) {
                        Optional<PointsTransaction> was = one.arrive(event, at);
                        Optional<PointsTransaction> is = other.arrive(event, at);
                        if (counts.test(at)) {
                            events++;
                            disagreements.add(event, at, was, is);
                        }
                    }
                }
            }
            return report(one, other, events, disagreements);
        }
    }

    private BacktestRun run(RuleBook rules, Path scratch, Predicate<Instant> counts) {
        Ledgers ledgers = new Ledgers(scratch.resolveSibling(scratch.getFileName() + "-ledgers"));
        return new BacktestRun(tenantId, rules, new Participants(scratch), ledgers, counts);
    }

    /** The clock of the log is the slowest partition's, as for the live run. */
    private static void pass(Map<Integer, Long> clocks, int partitions, BacktestRun one, BacktestRun other) {
        if (clocks.size() == partitions) {
            Instant now = Instant.ofEpochMilli(
                    clocks.values().stream().mapToLong(Long::longValue).min().orElseThrow());
            one.pass(now);
            other.pass(now);
        }
    }

    private BacktestReport report(BacktestRun one, BacktestRun other, long events, Disagreements disagreements) {
        Map<String, Podium> contests = new TreeMap<>();
        var podiumsBefore = one.podiums();
        var podiumsAfter = other.podiums();
        for (String contest : union(podiumsBefore.keySet(), podiumsAfter.keySet())) {
            contests.put(
                    contest,
                    new Podium(
                            podiumsBefore.getOrDefault(contest, List.of()),
                            podiumsAfter.getOrDefault(contest, List.of())));
        }
        List<TierMove> moves = new ArrayList<>();
        Map<TierMove, Long> counted = new HashMap<>();
        other.participants().forEach((participant, state) -> {
            ParticipantState was = one.participants().get(participant);
            tier(participant, was.tier(), state.tier(), moves, counted);
        });
        one.participants().forEach((participant, was) -> {
            ParticipantState state = other.participants().get(participant);
            if (state.equals(ParticipantState.EMPTY)) {
                tier(participant, was.tier(), null, moves, counted);
            }
        });
        List<TierCount> tiers = counted.entrySet().stream()
                .map(count ->
                        new TierCount(count.getKey().before(), count.getKey().after(), count.getValue()))
                .sorted((a, b) -> Long.compare(b.participants(), a.participants()))
                .toList();
        return new BacktestReport(
                tenantId,
                from,
                to,
                events,
                changes(one.points(), other.points()),
                changes(one.completions(), other.completions()),
                tiers,
                moves,
                contests,
                disagreements.refused(),
                disagreements.done());
    }

    private static void tier(
            String participant,
            @Nullable String was,
            @Nullable String is,
            List<TierMove> moves,
            Map<TierMove, Long> counted) {
        if (!Objects.equals(was, is)) {
            counted.merge(new TierMove("", was, is), 1L, Long::sum);
            if (moves.size() < BacktestReport.MOST_MOVES) {
                moves.add(new TierMove(participant, was, is));
            }
        }
    }

    private static Map<String, Change> changes(Map<String, Long> before, Map<String, Long> after) {
        Map<String, Change> changes = new TreeMap<>();
        for (String name : union(before.keySet(), after.keySet())) {
            changes.put(name, new Change(before.getOrDefault(name, 0L), after.getOrDefault(name, 0L)));
        }
        return changes;
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> all = new TreeSet<>(one);
        all.addAll(other);
        return all;
    }
}
