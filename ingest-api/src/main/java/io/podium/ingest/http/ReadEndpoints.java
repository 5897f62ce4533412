package io.podium.ingest.http;

import io.podium.schemas.event.Limits;
import io.podium.schemas.event.Problem;
import io.podium.schemas.query.Answer;
import io.podium.schemas.query.EngineQueries;
import io.podium.schemas.query.LeaderboardReport;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** The reads: a participant's state, a contest's leaderboard, a participant's rank. */
final class ReadEndpoints {

    private static final int DEFAULT_ROWS = 20;

    private final EngineQueries queries;

    ReadEndpoints(EngineQueries queries) {
        this.queries = queries;
    }

    /** Body of the rank endpoint. */
    record Rank(String contestId, String participantId, long rank, Object score, long participants) {}

    /** {@code GET /api/v1/gamify/state/{participant_id}}. */
    CompletableFuture<ApiAnswer> state(ApiRequest request) throws RefusedException {
        String participantId = id(request, "participant_id");
        return queries.participant(request.tenantId(), participantId)
                .thenApply(answer -> told(request, answer, report -> report, participantId));
    }

    /** {@code GET /api/v1/contests/{contest_id}/leaderboard?limit=&around=}. */
    CompletableFuture<ApiAnswer> leaderboard(ApiRequest request) throws RefusedException {
        String contestId = id(request, "contest_id");
        String around = request.query("around").orElse(null);
        return queries.leaderboard(request.tenantId(), contestId, limit(request), around)
                .thenApply(answer ->
                        told(request, answer, report -> report, around == null ? contestId : contestId + "/" + around));
    }

    /** {@code GET /api/v1/contests/{contest_id}/rank/{participant_id}}. */
    CompletableFuture<ApiAnswer> rank(ApiRequest request) throws RefusedException {
        String contestId = id(request, "contest_id");
        String participantId = id(request, "participant_id");
        return queries.leaderboard(request.tenantId(), contestId, 1, participantId)
                .thenApply(answer -> told(request, answer, ReadEndpoints::rank, contestId + "/" + participantId));
    }

    private static Rank rank(LeaderboardReport report) {
        LeaderboardReport.Row row = report.rows().get(0);
        return new Rank(report.contestId(), row.participantId(), row.rank(), row.score(), report.participants());
    }

    private static <T> ApiAnswer told(ApiRequest request, Answer<T> answer, Function<T, Object> body, String what) {
        if (answer instanceof Answer.Known<T> known) {
            return ApiAnswer.of(200, body.apply(known.value()));
        } else if (answer instanceof Answer.Unavailable<T> unavailable) {
            return Refusal.unavailable(unavailable.reason()).answer(request.requestId());
        }
        return Refusal.notFound(
                        "not_found", "expected a contest and a participant with a score, but " + what + " is unknown")
                .answer(request.requestId());
    }

    private static String id(ApiRequest request, String name) throws RefusedException {
        String id = request.path(name);
        if (id.isEmpty() || id.length() > Limits.ID_CHARACTERS) {
            throw badParameter(name, "expected 1 to " + Limits.ID_CHARACTERS + " characters, but " + id.length());
        }
        return id;
    }

    private static int limit(ApiRequest request) throws RefusedException {
        String text = request.query("limit").orElse(Integer.toString(DEFAULT_ROWS));
        int limit = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > LeaderboardReport.MAX_ROWS) {
            throw badParameter("limit", "expected 1 to " + LeaderboardReport.MAX_ROWS + ", but " + text);
        }
        return limit;
    }

    private static RefusedException badParameter(String name, String message) {
        return new RefusedException(
                Refusal.badRequest("invalid_parameter", message, List.of(new Problem(name, "out_of_range", message))));
    }
}
