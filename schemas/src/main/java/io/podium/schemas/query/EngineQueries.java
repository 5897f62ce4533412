package io.podium.schemas.query;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * All that the API node asks the engine, each question answered by the node that owns the partition. One
 * implementation reads the stores of the same JVM, another asks over HTTP; the API node can't distinguish them. No call
 * blocks; each future completes by its wait (plus a network hop) and not exceptionally.
 */
public interface EngineQueries {

    /**
     * The verdicts on raw records that are already in the log.
     *
     * @param log which one
     * @param partition of its topic
     * @param asked in any order, all of that partition
     * @param wait how long the engine may take to process up to the last of them
     * @return verdicts in the order asked
     */
    CompletableFuture<Answer<List<Verdict>>> verdicts(
            RawLog log, int partition, List<AskedVerdict> asked, Duration wait);

    /**
     * Which event took an idempotency key, within the dedup window.
     *
     * @param partition of the key in {@code raw-events}
     */
    CompletableFuture<Answer<Verdict>> firstOf(int partition, String tenantId, String idempotencyKey);

    /**
     * What stage 2 decided on an event.
     *
     * @param participantId whose event it is; null when the caller does not know, then every owner is asked
     * @param wait how long to wait for the event to be evaluated; zero asks for what is known now
     */
    CompletableFuture<Answer<EvaluatedEvent>> evaluation(
            String tenantId, @Nullable String participantId, String eventId, Duration wait);

    /** What stage 3 did with an event's score in one contest. */
    CompletableFuture<Answer<ScoredEvent>> scored(String tenantId, String contestId, String eventId, Duration wait);

    /**
     * A participant's present state; one who never did anything has an empty one. While the owner is absent a standby
     * may answer, see {@link ParticipantReport#staleBy}.
     */
    CompletableFuture<Answer<ParticipantReport>> participant(String tenantId, String participantId);

    /** The same as a client draws it; {@link ParticipantView#staleBy} as there. */
    CompletableFuture<Answer<ParticipantView>> view(String tenantId, String participantId);

    /** A part of a participant's ledger; of one who never did anything, an empty one. */
    CompletableFuture<Answer<LedgerPage>> ledger(String tenantId, String participantId, LedgerPage.Query query);

    /** A part of what a participant's events gave; of one who never did anything, an empty one. */
    CompletableFuture<Answer<EventPage>> events(String tenantId, String participantId, EventPage.Query query);

    /**
     * A contest's leaderboard.
     *
     * @param limit most rows, 1 to {@value LeaderboardReport#MAX_ROWS}
     * @param around centre the rows on this participant; null for the top. Unknown when it has no score
     */
    CompletableFuture<Answer<LeaderboardReport>> leaderboard(
            String tenantId, String contestId, int limit, @Nullable String around);
}
