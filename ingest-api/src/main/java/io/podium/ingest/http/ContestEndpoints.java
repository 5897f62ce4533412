package io.podium.ingest.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.schemas.contest.ContestState;
import io.podium.schemas.json.Json;
import io.podium.schemas.query.Answer;
import io.podium.schemas.query.EngineQueries;
import io.podium.schemas.query.LeaderboardReport;
import io.podium.schemas.rule.RuleKind;
import io.podium.schemas.rule.RuleVersion;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The contests that participants may know of, with where each is in its life. */
final class ContestEndpoints {

    /** Contests that one request looks at, at the most. */
    private static final int MAX_LOOKED_AT = 100;

    private static final int DEFAULT_CONTESTS = 20;

    /** Contests of a participant that are looked at: those that run and end soonest, then those that ended last. */
    private static final int MAX_OF_PARTICIPANT = 50;

    private final VisibleDefinitions definitions;
    private final EngineQueries queries;
    private final Clock clock;

    ContestEndpoints(VisibleDefinitions definitions, EngineQueries queries, Clock clock) {
        this.definitions = definitions;
        this.queries = queries;
        this.clock = clock;
    }

    /** Body of the contests; {@code next_cursor} is absent on the last page. */
    record Contests(
            List<Contest> contests,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String nextCursor) {}

    /** One contest. */
    record Contest(
            String contestId,
            String title,
            ContestState state,
            Instant startsAt,
            Instant endsAt,
            long participants,
            JsonNode prizeStructure) {}

    /** A participant's place in a contest. */
    record Place(String contestId, String title, ContestState state, long rank, Object score) {}

    /**
     * Where a contest is among all, whether or not it is there still: a page goes on behind it, whatever became of it.
     *
     * @param endsAtMs in ms since 1970
     */
    private record Position(long endsAtMs, String id) {

        private static final Comparator<Position> ORDER =
                Comparator.comparing(Position::endsAtMs).reversed().thenComparing(Position::id);

        boolean isBefore(Position other) {
            return ORDER.compare(this, other) < 0;
        }

        String text() {
            return endsAtMs + "." + id;
        }
    }

    /** A contest in force, whose window has been read. */
    private record Dated(String id, ObjectNode definition, Instant startsAt, Instant endsAt) {

        static Dated of(RuleVersion version) {
            return new Dated(
                    version.id(),
                    VisibleDefinitions.definition(version),
                    VisibleDefinitions.instant(version, "starts_at"),
                    VisibleDefinitions.instant(version, "ends_at"));
        }

        String title() {
            return definition.path("title").asText();
        }

        Position position() {
            return new Position(endsAt.toEpochMilli(), id);
        }
    }

    /** What is known of a contest's board. */
    private record Board(Dated contest, Answer<LeaderboardReport> answer) {}

    private static Optional<Position> cursor(ApiRequest request) throws RefusedException {
        Optional<String> text = request.query("cursor");
        if (text.isEmpty()) {
            return Optional.empty();
        } else if (!text.get().matches("-?[0-9]{1,15}\\..{1,100}")) {
            throw ReadEndpoints.badCursor(text.get());
        }
        int dot = text.get().indexOf('.');
        return Optional.of(new Position(
                Long.parseLong(text.get().substring(0, dot)), text.get().substring(dot + 1)));
    }

    /** {@code GET /api/v1/contests?state=&limit=&cursor=}: those that end last come first. */
    CompletableFuture<ApiAnswer> contests(ApiRequest request) throws RefusedException {
        Set<ContestState> states = states(request);
        int limit = ReadEndpoints.limit(request, DEFAULT_CONTESTS, MAX_LOOKED_AT);
        Optional<Position> after = cursor(request);
        List<Dated> all = all(request.tenantId()).stream()
                .filter(one -> after.isEmpty() || after.get().isBefore(one.position()))
                .toList();
        List<Dated> looked = all.subList(0, Math.min(all.size(), MAX_LOOKED_AT));
        boolean more = looked.size() < all.size();
        return boards(request.tenantId(), looked, null)
                .thenApply(answer -> ReadEndpoints.reported(
                        request, answer, boards -> page(boards, states, limit, more), "contests are unknown"));
    }

    /** The boards of these contests, centred on a participant or, with null, on nobody; all of them or none. */
    private CompletableFuture<Answer<List<Board>>> boards(String tenantId, List<Dated> asked, @Nullable String around) {
        List<CompletableFuture<Board>> boards = asked.stream()
                .map(one ->
                        queries.leaderboard(tenantId, one.id(), 1, around).thenApply(answer -> new Board(one, answer)))
                .toList();
        return CompletableFuture.allOf(boards.toArray(CompletableFuture[]::new))
                .thenApply(done ->
                        together(boards.stream().map(CompletableFuture::join).toList()));
    }

    private static Answer<List<Board>> together(List<Board> boards) {
        for (Board board : boards) {
            if (board.answer() instanceof Answer.Unavailable<LeaderboardReport> unavailable) {
                return new Answer.Unavailable<>(unavailable.reason());
            }
        }
        return new Answer.Known<>(boards);
    }

    private static Contests page(List<Board> boards, Set<ContestState> states, int limit, boolean more) {
        List<Contest> contests = new ArrayList<>();
        String latest = null;
        for (Board board : boards) {
            if (contests.size() == limit) {
                return new Contests(contests, latest);
            }
            latest = board.contest().position().text();
            if (board.answer() instanceof Answer.Known<LeaderboardReport> known
                    && states.contains(known.value().state())) {
                contests.add(contest(board.contest(), known.value()));
            }
        }
        return new Contests(contests, more ? latest : null);
    }

    private static Contest contest(Dated contest, LeaderboardReport board) {
        JsonNode prizes = contest.definition().get("prize_structure");
        return new Contest(
                contest.id(),
                contest.title(),
                board.state(),
                contest.startsAt(),
                contest.endsAt(),
                board.participants(),
                prizes == null ? Json.mapper().createArrayNode() : prizes);
    }

    private static Set<ContestState> states(ApiRequest request) throws RefusedException {
        Optional<String> text = request.query("state");
        Set<ContestState> known = EnumSet.complementOf(EnumSet.of(ContestState.DRAFT));
        if (text.isEmpty()) {
            return known;
        }
        Set<ContestState> states = EnumSet.noneOf(ContestState.class);
        for (String name : text.get().split(",", -1)) {
            states.add(known.stream()
                    .filter(state -> state.wireName().equals(name))
                    .findFirst()
                    .orElseThrow(() -> ReadEndpoints.badParameter(
                            "state", "expected some of scheduled, active, scoring, completed, but " + name)));
        }
        return states;
    }

    /** In force, those first that end last. */
    private List<Dated> all(String tenantId) {
        return definitions.of(tenantId).stream()
                .filter(version -> version.kind() == RuleKind.CONTEST)
                .map(Dated::of)
                .sorted(Comparator.comparing(Dated::position, Position.ORDER))
                .toList();
    }

    /** The contests that a participant has a score in; unavailable when one of their boards is. */
    CompletableFuture<Answer<List<Place>>> places(String tenantId, String participantId) {
        Instant now = clock.instant();
        Map<Boolean, List<Dated>> running = all(tenantId).stream()
                .filter(one -> !one.startsAt().isAfter(now))
                .collect(Collectors.partitioningBy(one -> one.endsAt().isAfter(now)));
        List<Dated> looked = new ArrayList<>(running.getOrDefault(true, List.of()));
        Collections.reverse(looked); // soonest first
        looked.addAll(running.getOrDefault(false, List.of()));
        return boards(tenantId, looked.subList(0, Math.min(looked.size(), MAX_OF_PARTICIPANT)), participantId)
                .thenApply(answer -> answer.map(boards ->
                        boards.stream().flatMap(board -> place(board).stream()).toList()));
    }

    private static Optional<Place> place(Board board) {
        if (board.answer() instanceof Answer.Known<LeaderboardReport> known
                && !known.value().rows().isEmpty()) {
            LeaderboardReport.Row row = known.value().rows().get(0);
            Dated contest = board.contest();
            return Optional.of(
                    new Place(contest.id(), contest.title(), known.value().state(), row.rank(), row.score()));
        }
        return Optional.empty();
    }
}
