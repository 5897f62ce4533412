package io.podium.stream.topology;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.podium.rules.book.RuleBook;
import io.podium.schemas.event.ArrivalSpan;
import io.podium.schemas.query.EvaluatedEvent;
import io.podium.stream.dedup.VerdictBoard;
import io.podium.stream.evaluation.StageTime;
import io.podium.stream.leaderboard.LeaderboardBoard;
import io.podium.stream.record.Awaited;
import io.podium.stream.record.CommitSchedule;
import io.podium.stream.record.SkippedRecords;
import io.podium.stream.record.StageCounters;
import io.podium.stream.store.TimeBuckets;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * What the stages of one node share with each other's queries: the rules, the boards that queries wait at, and the
 * settings that stages need.
 *
 * @param suffix of the names of all topics that are written; empty in the first live run
 * @param rulesSuffix of the name of the topic that the rules come from
 * @param replay whether the order of the live run is followed
 * @param told of what arrived then outcomes are written
 * @param partitions of the raw topic
 * @param dedupWindow how long an idempotency key stays taken
 * @param resultBuckets how long results are kept
 * @param skipped the records that are passed over
 * @param commits when what has just arrived is committed
 */
public record TopologyParts(
        String suffix,
        String rulesSuffix,
        boolean replay,
        ArrivalSpan told,
        int partitions,
        TimeBuckets dedupWindow,
        TimeBuckets resultBuckets,
        CommitSchedule commits,
        SkippedRecords skipped,
        RuleBook rules,
        VerdictBoard verdicts,
        Awaited<EvaluatedEvent> evaluated,
        LeaderboardBoard leaderboards,
        StageTime stageTime,
        StageCounters counters) {
    public TopologyParts {
        requireNonNull(suffix);
        requireNonNull(rulesSuffix);
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
            int partitions,
            Duration dedupWindow,
            Duration resultRetention,
            CommitSchedule commits,
            RuleBook rules,
            Executor executor,
            MeterRegistry registry) {
        return new TopologyParts(
                "",
                "",
                false,
                ArrivalSpan.ALL,
                partitions,
                TimeBuckets.of(dedupWindow),
                TimeBuckets.of(resultRetention),
                commits,
                new SkippedRecords(),
                rules,
                new VerdictBoard(executor),
                new Awaited<>(executor),
                new LeaderboardBoard(executor),
                new StageTime(),
                new StageCounters(registry));
    }

    /**
     * The same parts for topics whose names end so.
     *
     * @param newRulesSuffix of the topic that the rules come from
     * @param inLiveOrder for a replay: stages get their records in the order of the live run
     * @param outcomes of what arrived then outcomes are written
     */
    public TopologyParts into(String newSuffix, String newRulesSuffix, boolean inLiveOrder, ArrivalSpan outcomes) {
        return new TopologyParts(
                newSuffix,
                newRulesSuffix,
                inLiveOrder,
                outcomes,
                partitions,
                dedupWindow,
                resultBuckets,
                commits,
                skipped,
                rules,
                verdicts,
                evaluated,
                leaderboards,
                stageTime,
                counters);
    }
}
