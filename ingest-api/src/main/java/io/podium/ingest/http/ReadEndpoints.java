package io.podium.ingest.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.podium.schemas.contest.ContestState;
import io.podium.schemas.event.Limits;
import io.podium.schemas.event.Problem;
import io.podium.schemas.json.DateTime;
import io.podium.schemas.query.Answer;
import io.podium.schemas.query.EngineQueries;
import io.podium.schemas.query.EventPage;
import io.podium.schemas.query.LeaderboardReport;
import io.podium.schemas.query.LedgerPage;
import io.podium.schemas.query.ParticipantReport;
import io.podium.schemas.query.PointsReport;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The reads: a participant's state, a contest's leaderboard, a participant's rank. */
final class ReadEndpoints {

    private static final int DEFAULT_ROWS = 20;

    private static final String NO_LEDGER = "no ledger is kept, by the processors' setting ledger-retention";

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
                .thenApply(answer -> reported(
                        request,
                        answer,
                        ParticipantReport::withoutProfile,
                        "participant " + participantId + " is unknown"));
    }

    /** Body of the points endpoint. */
    record Points(String participantId, @JsonUnwrapped PointsReport points) {}

    /** {@code GET /api/v1/gamify/participants/{participant_id}/points}. */
    CompletableFuture<ApiAnswer> points(ApiRequest request) throws RefusedException {
        String participantId = id(request, "participant_id");
        return queries.participant(request.tenantId(), participantId)
                .thenApply(answer -> reported(
                        request,
                        answer,
                        report -> new Points(participantId, report.points()),
                        "participant " + participantId + " is unknown"));
    }

    /** {@code GET /api/v1/gamify/participants/{participant_id}/points/transactions?type=&since=&cursor=&limit=}. */
    CompletableFuture<ApiAnswer> transactions(ApiRequest request) throws RefusedException {
        String participantId = id(request, "participant_id");
        LedgerPage.Query query = new LedgerPage.Query(
                PointsEndpoints.kind(request),
                since(request),
                cursor(request, "[0-9]{1,15}\\.[0-9]{1,6}"),
                limit(request, LedgerPage.MAX_LINES));
        return queries.ledger(request.tenantId(), participantId, query)
                .thenApply(answer -> reported(request, answer, page -> page, NO_LEDGER));
    }

    /** {@code GET /api/v1/gamify/participants/{participant_id}/events?type=&since=&cursor=&limit=}. */
    CompletableFuture<ApiAnswer> events(ApiRequest request) throws RefusedException {
        String participantId = id(request, "participant_id");
        EventPage.Query query = new EventPage.Query(
                request.query("type").orElse(null),
                since(request),
                cursor(request, "[0-9]{1,15}"),
                limit(request, EventPage.MAX_EVENTS));
        return queries.events(request.tenantId(), participantId, query)
                .thenApply(answer -> reported(request, answer, page -> page, NO_LEDGER));
    }

    private static @Nullable String cursor(ApiRequest request, String form) throws RefusedException {
        String cursor = request.query("cursor").orElse(null);
        if (cursor != null && !cursor.matches(form)) {
            throw badCursor(cursor);
        }
        return cursor;
    }

    static RefusedException badCursor(String cursor) {
        return badParameter("cursor", "expected next_cursor of the page before, but " + cursor);
    }

    private static @Nullable Instant since(ApiRequest request) throws RefusedException {
        Optional<String> text = request.query("since");
        try {
            return text.map(DateTime::parse).orElse(null);
        } catch (DateTimeException e) {
            throw badParameter("since", "expected an instant such as 2026-05-01T00:00:00Z, but " + text.get());
        }
    }

    /** {@code GET /api/v1/contests/{contest_id}/leaderboard?limit=&around=}. */
    CompletableFuture<ApiAnswer> leaderboard(ApiRequest request) throws RefusedException {
        String contestId = id(request, "contest_id");
        String around = request.query("around").orElse(null);
        return standings(request, contestId, limit(request, LeaderboardReport.MAX_ROWS), around, report -> report)
                .thenApply(ReadEndpoints::kept);
    }

    /** Ranks move from one moment to the next, until they are final; but for erasures, which a day may be late. */
    private static ApiAnswer kept(ApiAnswer answer) {
        boolean completed =
                answer.body() instanceof LeaderboardReport report && report.state() == ContestState.COMPLETED;
        return answer.with(ReadCaching.CACHE_CONTROL, completed ? "private, max-age=86400" : "private, max-age=1");
    }

    /** {@code GET /api/v1/contests/{contest_id}/rank/{participant_id}}. */
    CompletableFuture<ApiAnswer> rank(ApiRequest request) throws RefusedException {
        String contestId = id(request, "contest_id");
        return standings(request, contestId, 1, id(request, "participant_id"), ReadEndpoints::rank);
    }

    /** A part of a leaderboard; where it is unknown, a second look shows whether the contest or the participant is. */
    private CompletableFuture<ApiAnswer> standings(
            ApiRequest request,
            String contestId,
            int limit,
            @Nullable String around,
            Function<LeaderboardReport, Object> body) {
        return queries.leaderboard(request.tenantId(), contestId, limit, around).thenCompose(answer -> {
            if (!(answer instanceof Answer.Unknown<LeaderboardReport>) || around == null) {
                return CompletableFuture.completedFuture(
                        reported(request, answer, body, "contest " + contestId + " is unknown"));
            }
            return queries.leaderboard(request.tenantId(), contestId, 1, null)
                    .thenApply(contest -> contest instanceof Answer.Known<LeaderboardReport>
                            ? unknown(request, "participant " + around + " has no score in contest " + contestId)
                            : reported(request, contest, body, "contest " + contestId + " is unknown"));
        });
    }

    private static Rank rank(LeaderboardReport report) {
        LeaderboardReport.Row row = report.rows().get(0);
        return new Rank(report.contestId(), row.participantId(), row.rank(), row.score(), report.participants());
    }

    static <T> ApiAnswer reported(ApiRequest request, Answer<T> answer, Function<T, Object> body, String unknown) {
        if (answer instanceof Answer.Known<T> known) {
            return ApiAnswer.of(200, body.apply(known.value()));
        } else if (answer instanceof Answer.Unavailable<T> unavailable) {
            return Refusal.unavailable(unavailable.reason()).answer(request.requestId());
        }
        return unknown(request, unknown);
    }

    private static ApiAnswer unknown(ApiRequest request, String what) {
        return Refusal.notFound("not_found", what).answer(request.requestId());
    }

    static String id(ApiRequest request, String name) throws RefusedException {
        String id = request.path(name);
        if (id.isEmpty() || id.length() > Limits.ID_CHARACTERS) {
            throw badParameter(name, "expected 1 to " + Limits.ID_CHARACTERS + " characters, but " + id.length());
        }
        return id;
    }

    private static int limit(ApiRequest request, int most) throws RefusedException {
        return limit(request, DEFAULT_ROWS, most);
    }

    /** How many are asked for. */
    static int limit(ApiRequest request, int otherwise, int most) throws RefusedException {
        String text = request.query("limit").orElse(Integer.toString(otherwise));
        int limit = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > most) {
            throw badParameter("limit", "expected 1 to " + most + ", but " + text);
        }
        return limit;
    }

    static RefusedException badParameter(String name, String message) {
        return new RefusedException(
                Refusal.badRequest("invalid_parameter", message, List.of(new Problem(name, "out_of_range", message))));
    }
}
