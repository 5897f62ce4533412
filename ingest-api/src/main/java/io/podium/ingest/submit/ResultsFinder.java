package io.podium.ingest.submit;

import io.podium.schemas.outcome.EventResults.ContestScoreDelta;
import io.podium.schemas.query.Answer;
import io.podium.schemas.query.EngineQueries;
import io.podium.schemas.query.EvaluatedEvent;
import io.podium.schemas.query.ScoredEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Puts the results of an event together from stage 2 and, for each contest that it touched, stage 3. */
public final class ResultsFinder {

    private final EngineQueries queries;

    public ResultsFinder(EngineQueries queries) {
        this.queries = queries;
    }

    /**
     * The results of an event.
     *
     * @param participantId null when the caller does not know it
     * @param wait for all of it together
     */
    public CompletableFuture<Answer<EvaluatedEvent>> find(
            String tenantId, @Nullable String participantId, String eventId, Duration wait) {
        long deadline = System.nanoTime() + wait.toNanos();
        return queries.evaluation(tenantId, participantId, eventId, wait).thenCompose(answer -> {
            if (!(answer instanceof Answer.Known<EvaluatedEvent> known)) {
                return CompletableFuture.completedFuture(answer);
            }
            return withContests(known.value(), deadline);
        });
    }

    private CompletableFuture<Answer<EvaluatedEvent>> withContests(EvaluatedEvent evaluated, long deadline) {
        List<CompletableFuture<Answer<ScoredEvent>>> parts = new ArrayList<>();
        for (String contestId : evaluated.contestIds()) {
            parts.add(queries.scored(evaluated.tenantId(), contestId, evaluated.eventId(), left(deadline)));
        }
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new)).thenApply(done -> {
            List<ContestScoreDelta> contests = new ArrayList<>();
            for (CompletableFuture<Answer<ScoredEvent>> part : parts) {
                if (!(part.join() instanceof Answer.Known<ScoredEvent> scored)) {
                    return part.join().map(unreachable -> evaluated);
                }
                contests.add(scored.value().delta());
            }
            return new Answer.Known<>(evaluated.withContests(contests));
        });
    }

    private static Duration left(long deadline) {
        return Duration.ofMillis(Math.max(0, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
    }
}
