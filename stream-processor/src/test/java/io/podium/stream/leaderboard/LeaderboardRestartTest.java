package io.podium.stream.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.podium.rules.book.RuleBook;
import io.podium.rules.contest.Standing;
import io.podium.rules.program.ProgramParser;
import io.podium.schemas.contest.ContestState;
import io.podium.schemas.outcome.ContestOutcome;
import io.podium.schemas.score.ContestScore;
import io.podium.schemas.score.ScoringMethod;
import io.podium.stream.record.StageCounters;
import io.podium.stream.store.TimeBuckets;
import io.podium.stream.topology.StoreSerdes;
import java.io.File;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the stage keeps in memory beside its stores is there again after a restart. */
class LeaderboardRestartTest {

    private static final Instant NOW = Instant.parse("2026-04-30T10:42:00Z");
    private static final TimeBuckets DAY = TimeBuckets.of(Duration.ofHours(24));

    private MockProcessorContext<String, Object> context;
    private KeyValueStore<String, Standing> standings;
    private KeyValueStore<String, ContestStatus> contests;

    @BeforeEach
    void open(@TempDir Path directory) {
        File state = directory.toFile();
        context = new MockProcessorContext<>(new Properties(), new TaskId(0, 0), state);
        context.setCurrentStreamTimeMs(NOW.toEpochMilli());
        context.setRecordMetadata("contest-scores", 0, 100);
        standings = keyValue("standings", StoreSerdes.STANDINGS);
        keyValue("conduct", StoreSerdes.CONDUCT);
        contests = keyValue("contests", StoreSerdes.CONTESTS);
        open(DAY.store("results", StoreSerdes.CONTEST_RESULTS)
                .withLoggingDisabled()
                .build());
    }

    @AfterEach
    void close() {
        for (String name : List.of("standings", "conduct", "contests", "results")) {
            StateStore store = context.getStateStore(name);
            store.close();
        }
    }

    @Test
    void a_contest_that_was_completed_takes_no_more_scores() {
        standings.put("t|cup|ann", new Standing("ann", BigDecimal.TEN, 1, null));
        contests.put("t|cup", new ContestStatus(ContestState.COMPLETED, NOW));
        contests.put("t|league", new ContestStatus(ContestState.SCORING, NOW));
        assertThat(outcomeOf("cup").delta()).isZero();
        assertThat(outcomeOf("cup").notes()).containsExactly("contest_completed");
        assertThat(outcomeOf("league").delta()).isEqualByComparingTo("5");
    }

    @Test
    void standings_are_ranked_as_before() {
        standings.put("t|cup|ann", new Standing("ann", BigDecimal.valueOf(2), 1, null));
        standings.put("t|cup|bob", new Standing("bob", BigDecimal.valueOf(6), 2, null));
        ContestOutcome outcome = outcomeOf("cup");
        assertThat(outcome.previousRank()).isEqualTo(2);
        assertThat(outcome.score()).isEqualByComparingTo("7");
        assertThat(outcome.newRank()).isEqualTo(1);
    }

    /** What a restarted stage answers to five points for ann. */
    private ContestOutcome outcomeOf(String contestId) {
        LeaderboardProcessor restarted = new LeaderboardProcessor(
                new LeaderboardProcessor.Stores("standings", "conduct", "contests", "results", DAY),
                "lifecycle",
                new RuleBook(new ProgramParser()),
                new LeaderboardRegistry(Runnable::run),
                new StageCounters(new SimpleMeterRegistry()));
        restarted.init(context);
        ContestScore score = new ContestScore(
                contestId,
                NOW,
                "evt_1",
                "t",
                "ann",
                NOW,
                ScoringMethod.CUMULATIVE,
                BigDecimal.valueOf(5),
                List.of(),
                false);
        context.resetForwards();
        restarted.process(new Record<>("t|" + contestId, score, NOW.toEpochMilli()));
        return (ContestOutcome) context.forwarded().get(0).record().value();
    }

    private <V> KeyValueStore<String, V> keyValue(String name, Serde<V> values) {
        KeyValueStore<String, V> store = Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(name), Serdes.String(), values)
                .withLoggingDisabled()
                .build();
        open(store);
        return store;
    }

    private void open(StateStore store) {
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
    }
}
