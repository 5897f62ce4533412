package io.podium.ingest.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.schemas.outcome.EventResults;
import io.podium.schemas.outcome.EventResults.ContestScoreDelta;
import io.podium.schemas.query.Answer;
import io.podium.schemas.query.AskedVerdict;
import io.podium.schemas.query.EngineQueries;
import io.podium.schemas.query.EvaluatedEvent;
import io.podium.schemas.query.EventPage;
import io.podium.schemas.query.LeaderboardReport;
import io.podium.schemas.query.LedgerPage;
import io.podium.schemas.query.ParticipantReport;
import io.podium.schemas.query.ParticipantView;
import io.podium.schemas.query.RawLog;
import io.podium.schemas.query.ScoredEvent;
import io.podium.schemas.query.Verdict;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** An answer to a sync request is whole or none: what stage 3 has not said yet is never left out in silence. */
class ResultsFinderTest {

    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final EventResults STAGE_2 = new EventResults(50, null, List.of(), List.of(), List.of(), List.of());

    private final Map<String, CompletableFuture<Answer<ScoredEvent>>> scored = new LinkedHashMap<>();
    private Answer<EvaluatedEvent> evaluated = new Answer.Unknown<>();
    private Duration leftForContests;

    private final ResultsFinder finder = new ResultsFinder(new EngineQueries() {
        @Override
        public CompletableFuture<Answer<List<Verdict>>> verdicts(
                RawLog log, int partition, List<AskedVerdict> asked, Duration wait) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<Answer<Verdict>> firstOf(int partition, String tenantId, String idempotencyKey) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<Answer<LedgerPage>> ledger(
                String tenantId, String participantId, LedgerPage.Query query) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<Answer<EventPage>> events(
                String tenantId, String participantId, EventPage.Query query) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<Answer<EvaluatedEvent>> evaluation(
                String tenantId, String participantId, String eventId, Duration wait) {
            return CompletableFuture.completedFuture(evaluated);
        }

        @Override
        public CompletableFuture<Answer<ScoredEvent>> scored(
                String tenantId, String contestId, String eventId, Duration wait) {
            leftForContests = wait;
            return scored.get(contestId);
        }

        @Override
        public CompletableFuture<Answer<ParticipantView>> view(String tenantId, String participantId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<Answer<ParticipantReport>> participant(String tenantId, String participantId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<Answer<LeaderboardReport>> leaderboard(
                String tenantId, String contestId, int limit, String around) {
            throw new UnsupportedOperationException();
        }
    });

    private CompletableFuture<Answer<EventResults>> find() {
        return finder.find("t", "p", "evt_1", WAIT).thenApply(answer -> answer.map(EvaluatedEvent::results));
    }

    private void evaluatedWith(String... contests) {
        evaluated = new Answer.Known<>(new EvaluatedEvent("t", "p", "evt_1", STAGE_2, List.of(contests)));
        for (String contest : contests) {
            scored.put(contest, new CompletableFuture<>());
        }
    }

    private static ContestScoreDelta delta(String contest, long rank) {
        return new ContestScoreDelta(contest, BigDecimal.TEN, rank);
    }

    private void score(String contest, long rank) {
        scored.get(contest).complete(new Answer.Known<>(new ScoredEvent("t", "evt_1", delta(contest, rank))));
    }

    @Test
    void results_that_touch_no_contest_are_there_at_once() {
        evaluatedWith();
        assertThat(find().join()).isEqualTo(new Answer.Known<>(STAGE_2));
    }

    @Test
    void contests_come_in_the_order_of_the_evaluation_whichever_answers_first() {
        evaluatedWith("cup", "league");
        CompletableFuture<Answer<EventResults>> found = find();
        score("league", 2);
        assertThat(found).as("half of it is none").isNotDone();
        score("cup", 1);
        assertThat(found.join())
                .isEqualTo(new Answer.Known<>(STAGE_2.withContests(List.of(delta("cup", 1), delta("league", 2)))));
        assertThat(leftForContests).isPositive().isLessThanOrEqualTo(WAIT);
    }

    @Test
    void what_stage_2_does_not_know_is_not_asked_of_stage_3() {
        assertThat(find().join()).isEqualTo(new Answer.Unknown<>());
        evaluated = new Answer.Unavailable<>("no owner");
        assertThat(find().join()).isEqualTo(new Answer.Unavailable<>("no owner"));
        assertThat(leftForContests).isNull();
    }

    @Test
    void one_contest_that_does_not_know_yet_leaves_the_whole_unknown() {
        evaluatedWith("cup", "league");
        score("cup", 1);
        scored.get("league").complete(new Answer.Unknown<>());
        assertThat(find().join()).isEqualTo(new Answer.Unknown<>());
    }

    @Test
    void one_contest_that_can_not_be_reached_leaves_the_whole_unavailable() {
        evaluatedWith("cup", "league");
        scored.get("cup").complete(new Answer.Unavailable<>("a rebalance"));
        score("league", 1);
        assertThat(find().join()).isEqualTo(new Answer.Unavailable<>("a rebalance"));
    }
}
