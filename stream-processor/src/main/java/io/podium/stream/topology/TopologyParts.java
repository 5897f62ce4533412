package io.podium.stream.topology;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.podium.rules.book.RuleBook;
import io.podium.schemas.query.EvaluatedEvent;
import io.podium.stream.dedup.VerdictTrackers;
import io.podium.stream.evaluation.StageTime;
import io.podium.stream.leaderboard.LeaderboardRegistry;
import io.podium.stream.mode.RunMode;
import io.podium.stream.record.CommitSchedulers;
import io.podium.stream.record.PendingResults;
import io.podium.stream.record.SkippedRecords;
import io.podium.stream.record.StageCounters;
import io.podium.stream.store.TimeBuckets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * What the stages of one node share with each other's queries: the rules, the boards that queries wait at, and the
 * settings that stages need.
 *
 * @param mode what the topology processes the log for
 * @param partitions of the raw topic
 * @param dedupWindow how long an idempotency key stays taken
 * @param resultBuckets how long results are kept
 * @param ledgerBuckets how long the ledger is kept; empty where there is none
 * @param skipped the records that are passed over
 * @param commits when what has just arrived is committed
 */
public record TopologyParts(
        RunMode mode,
        int partitions,
        TimeBuckets dedupWindow,
        TimeBuckets resultBuckets,
        Optional<TimeBuckets> ledgerBuckets,
        CommitSchedulers commits,
        SkippedRecords skipped,
        RuleBook rules,
        VerdictTrackers verdicts,
        PendingResults<EvaluatedEvent> evaluated,
        LeaderboardRegistry leaderboards,
        StageTime stageTime,
        StageCounters counters) {
    public TopologyParts {
        requireNonNull(mode);
        requireNonNull(ledgerBuckets);
        requireNonNull(commits);
        requireNonNull(skipped);
        requireNonNull(rules);
        requireNonNull(verdicts);
        requireNonNull(evaluated);
        requireNonNull(leaderboards);
        requireNonNull(stageTime);
        requireNonNull(counters);
        if (partitions < 1) {
            throw new IllegalArgumentException("expected at least 1 partition, but " + partitions);
        }
    }

    /** Parts with boards of their own; queries that wait continue on the executor. */
    public static TopologyParts of(
            RunMode mode,
            int partitions,
            Duration dedupWindow,
            Duration resultRetention,
            Duration ledgerRetention,
            CommitSchedulers commits,
            RuleBook rules,
            Executor executor,
            MeterRegistry registry) {
        return new TopologyParts(
                mode,
                partitions,
                TimeBuckets.of(dedupWindow),
                TimeBuckets.of(resultRetention),
                ledgerRetention.isZero() ? Optional.empty() : Optional.of(TimeBuckets.fine(ledgerRetention)),
                commits,
                new SkippedRecords(),
                rules,
                new VerdictTrackers(executor),
                new PendingResults<>(executor),
                new LeaderboardRegistry(executor),
                new StageTime(),
                new StageCounters(registry));
    }
}
