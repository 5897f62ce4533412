package io.podium.stream.topology;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.podium.rules.book.RuleBook;
import io.podium.schemas.query.EvaluatedEvent;
import io.podium.stream.dedup.VerdictBoard;
import io.podium.stream.leaderboard.LeaderboardBoard;
import io.podium.stream.record.Awaited;
import io.podium.stream.record.StageCounters;
import io.podium.stream.store.TimeBuckets;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * What the stages of one node share with each other's queries: the rules, the boards that queries wait at, and the
 * settings that stages need.
 *
 * @param suffix of the names of all topics that are written, in a replay; empty in the live run
 * @param partitions of the raw topic
 * @param dedupWindow how long an idempotency key stays taken
 * @param resultBuckets how long results are kept
 * @param syncCommitInterval least time between two early commits
 */
public record TopologyParts(
        String suffix,
        int partitions,
        TimeBuckets dedupWindow,
        TimeBuckets resultBuckets,
        Duration syncCommitInterval,
        RuleBook rules,
        VerdictBoard verdicts,
        Awaited<EvaluatedEvent> evaluated,
        LeaderboardBoard leaderboards,
        StageCounters counters) {
    public TopologyParts {
        requireNonNull(suffix);
        requireNonNull(rules);
        requireNonNull(verdicts);
        requireNonNull(evaluated);
        requireNonNull(leaderboards);
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
            Duration syncCommitInterval,
            RuleBook rules,
            Executor executor,
            MeterRegistry registry) {
        return new TopologyParts(
                "",
                partitions,
                TimeBuckets.of(dedupWindow),
                TimeBuckets.of(resultRetention),
                syncCommitInterval,
                rules,
                new VerdictBoard(executor),
                new Awaited<>(executor),
                new LeaderboardBoard(executor),
                new StageCounters(registry));
    }

    /** The same parts for a replay whose topics end so. */
    public TopologyParts replaying(String newSuffix) {
        return new TopologyParts(
                newSuffix,
                partitions,
                dedupWindow,
                resultBuckets,
                syncCommitInterval,
                rules,
                verdicts,
                evaluated,
                leaderboards,
                counters);
    }

    boolean isReplay() {
        return !suffix.isEmpty();
    }
}
