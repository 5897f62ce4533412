package io.podium.stream.record;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/**
 * What the stages count. For stage 1, over every interval in which no task is between two records:
 *
 * <pre>received = accepted + duplicate + rekeyed + dead_lettered</pre>
 *
 * where a rekeyed record is received a second time from the rekeyed topic. Records that are processed again after an
 * abort are counted again: these are counts of work, the topics are the truth.
 */
public final class StageCounters {

    private final Counter received;
    private final Counter accepted;
    private final Counter duplicate;
    private final Counter rekeyed;
    private final Counter deadLettered;
    private final Counter evaluated;
    private final Counter outcomes;
    private final Counter failedConditions;
    private final Counter scored;
    private final Counter tooFast;
    private final Counter refusedRules;
    private final Timer rebuilds;
    private final MeterRegistry registry;

    public StageCounters(MeterRegistry registry) {
        received = registry.counter("podium.dedup.received");
        accepted = registry.counter("podium.dedup.accepted");
        duplicate = registry.counter("podium.dedup.duplicate");
        rekeyed = registry.counter("podium.dedup.rekeyed");
        deadLettered = registry.counter("podium.dedup.dead.lettered");
        evaluated = registry.counter("podium.evaluation.events");
        outcomes = registry.counter("podium.evaluation.outcomes");
        failedConditions = registry.counter("podium.evaluation.conditions.failed");
        scored = registry.counter("podium.leaderboard.scores");
        tooFast = registry.counter("podium.leaderboard.fraud.exceeded");
        refusedRules = registry.counter("podium.rules.refused");
        rebuilds = registry.timer("podium.leaderboard.rebuild");
        this.registry = registry;
    }

    public void received() {
        received.increment();
    }

    public void accepted() {
        accepted.increment();
    }

    public void duplicate() {
        duplicate.increment();
    }

    public void rekeyed() {
        rekeyed.increment();
    }

    public void deadLettered() {
        deadLettered.increment();
    }

    /** An event was evaluated; so many of its conditions could not be evaluated. */
    public void evaluated(int outcomeCount, int failures) {
        evaluated.increment();
        outcomes.increment(outcomeCount);
        failedConditions.increment(failures);
    }

    /** A score was taken, perhaps one that is faster than a fraud rule allows. */
    public void scored(boolean exceeds) {
        scored.increment();
        tooFast.increment(exceeds ? 1 : 0);
    }

    /** Times the rebuilding of a rank index. */
    public Stopwatch rebuilding() {
        Timer.Sample sample = Timer.start(registry);
        return () -> TimeUnit.NANOSECONDS.toMillis(sample.stop(rebuilds));
    }

    /** A running measurement. */
    public interface Stopwatch {
        /** Ends it; how long it took, in ms. */
        long stop();
    }

    public void refusedRule() {
        refusedRules.increment();
    }
}
