package io.podium.stream.mode;

import static java.util.Objects.requireNonNull;

import io.podium.schemas.event.ArrivalSpan;
import io.podium.schemas.query.Verdict;
import io.podium.schemas.rule.RuleVersion;
import io.podium.schemas.topic.ApplicationClaim;
import io.podium.schemas.topic.Topic;
import io.podium.schemas.topic.Topics;

/**
 * What a processor reads {@code raw-events} for, and all that follows from it: the names of the topics that it writes,
 * the rules by which it judges, the order in which stages take their records, which events pass dedup, which outcomes
 * are published, and whether the run writes the time into the log. Immutable. Unless a mode says otherwise, it is as in
 * the live run.
 */
public sealed interface RunMode {

    /** Ends the name of every topic that the run writes; empty in the first live run. */
    String suffix();

    /** A topic of the live run under the name that it has in this run; for those that a run writes. */
    default <K, V> Topic<K, V> written(Topic<K, V> topic) {
        return topic.withSuffix(suffix());
    }

    /** Where the rules come from. */
    default Topic<String, RuleVersion> rules() {
        return Topics.RULES;
    }

    /** Where stage 1 reads the events that were moved to the partition of their key. */
    default Topic<?, ?> rekeyedEvents() {
        return written(Topics.REKEYED_EVENTS);
    }

    /** Whether stages 2 and 3 take their records in the order that the live run's topics have. */
    default boolean followsLiveOrder() {
        return false;
    }

    /** Whether an event goes on to stage 2. */
    default boolean passes(Verdict verdict) {
        return !verdict.isDuplicate();
    }

    /** Outcomes are published of what arrived in this span; the rest is processed all the same. */
    default ArrivalSpan span() {
        return ArrivalSpan.ALL;
    }

    /** Whether the run writes heartbeats; else it follows those that are in the log. */
    default boolean writesHeartbeats() {
        return true;
    }

    /** The key under which an application claims the topics that the run writes. */
    default String claimKey() {
        return ApplicationClaim.key(suffix());
    }

    /** The first live run. */
    record Live() implements RunMode {
        @Override
        public String suffix() {
            return "";
        }
    }

    /**
     * A further live run, beside or after another one: the same log into topics of its own, by rules of its own.
     *
     * @param name 1 to 51 of a-z, 0-9 and hyphens, the first no hyphen; its topics end in a hyphen and the name
     */
    record Generation(String name) implements RunMode {
        public Generation {
            if (!name.matches("[a-z0-9][a-z0-9-]{0,50}")) {
                throw new IllegalArgumentException(
                        "expected a name of a-z, 0-9 and hyphens, such as 2026-11, but " + name);
            }
        }

        @Override
        public String suffix() {
            return "-" + name;
        }

        @Override
        public Topic<String, RuleVersion> rules() {
            return written(Topics.RULES);
        }
    }

    /**
     * The first live run once more, by its rules, from its beginning. It moves nothing itself: events stand where the
     * live run moved them, stages take them in the order in which it did, and its verdicts hold.
     *
     * @param suffix a hyphen, then 1 to 51 of a-z, 0-9 and hyphens, the first no hyphen
     */
    record Replay(String suffix, ArrivalSpan span) implements RunMode {
        public Replay {
            checkSuffix(suffix);
            requireNonNull(span);
        }

        @Override
        public Topic<?, ?> rekeyedEvents() {
            return Topics.REKEYED_EVENTS;
        }

        @Override
        public boolean followsLiveOrder() {
            return true;
        }

        @Override
        public boolean passes(Verdict verdict) {
            return true; // what the live run dropped has no place in its order
        }

        @Override
        public boolean writesHeartbeats() {
            return false;
        }
    }

    /**
     * A run that is live in all but two things, so that it can be measured beside others: the names of the topics that
     * it writes, and that it writes no heartbeats.
     *
     * @param suffix as a replay's
     */
    record Measurement(String suffix) implements RunMode {
        public Measurement {
            checkSuffix(suffix);
        }

        @Override
        public boolean writesHeartbeats() {
            return false;
        }
    }

    private static void checkSuffix(String suffix) {
        if (!suffix.matches("-[a-z0-9][a-z0-9-]{0,50}")) {
            throw new IllegalArgumentException("expected a suffix such as -replay, but " + suffix);
        }
    }
}
