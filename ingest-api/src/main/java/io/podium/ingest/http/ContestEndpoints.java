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
import java.util.LinkedHashMap;
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

        static Position of(RuleVersion version) {
            return new Position(VisibleDefinitions.instant(version, "ends_at").toEpochMilli(), version.id());
        }

        boolean isBefore(Position other) {
            return ORDER.compare(this, other) < 0;
        }

        String text() {
            return endsAtMs + "." + id;
        }
    }

    private static Optional<Position> cursor(ApiRequest request) throws RefusedException {
        Optional<String> text = request.query("cursor");
        if (text.isEmpty()) {
            return Optional.empty();
        } else if (!text.get().matches("-?[0-9]{1,15}\\..{1,100}")) {
            throw ReadEndpoints.badParameter("cursor", "expected next_cursor of the page before, but " + text.get());
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
        List<RuleVersion> all = all(request.tenantId()).stream()
                .filter(version -> after.isEmpty() || after.get().isBefore(Position.of(version)))
                .toList();
        List<RuleVersion> looked = all.subList(0, Math.min(all.size(), MAX_LOOKED_AT));
        Map<RuleVersion, CompletableFuture<Answer<LeaderboardReport>>> boards = new LinkedHashMap<>();
        looked.forEach(one -> boards.put(one, queries.leaderboard(request.tenantId(), one.id(), 1, null)));
        boolean more = looked.size() < all.size();
        return allOf(boards).thenApply(done -> page(request, boards, states, limit, more));
    }

    private static CompletableFuture<Void> allOf(Map<RuleVersion, ? extends CompletableFuture<?>> boards) {
        return CompletableFuture.allOf(boards.values().toArray(CompletableFuture[]::new));
    }

    private static ApiAnswer page(
            ApiRequest request,
            Map<RuleVersion, CompletableFuture<Answer<LeaderboardReport>>> boards,
            Set<ContestState> states,
            int limit,
            boolean more) {
        List<Contest> contests = new ArrayList<>();
        String latest = null;
        for (Map.Entry<RuleVersion, CompletableFuture<Answer<LeaderboardReport>>> one : boards.entrySet()) {
            Answer<LeaderboardReport> board = one.getValue().join();
            if (board instanceof Answer.Unavailable<LeaderboardReport> unavailable) {
                return Refusal.unavailable(unavailable.reason()).answer(request.requestId());
            } else if (contests.size() == limit) {
                return ApiAnswer.of(200, new Contests(contests, latest));
            }
            latest = Position.of(one.getKey()).text();
            if (board instanceof Answer.Known<LeaderboardReport> known
                    && states.contains(known.value().state())) {
                contests.add(contest(one.getKey(), known.value()));
            }
        }
        return ApiAnswer.of(200, new Contests(contests, more ? latest : null));
    }

    private static Contest contest(RuleVersion version, LeaderboardReport board) {
        ObjectNode definition = VisibleDefinitions.definition(version);
        return new Contest(
                version.id(),
                definition.path("title").asText(),
                board.state(),
                VisibleDefinitions.instant(version, "starts_at"),
                VisibleDefinitions.instant(version, "ends_at"),
                board.participants(),
                definition.has("prize_structure")
                        ? definition.get("prize_structure")
                        : Json.mapper().createArrayNode());
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
    private List<RuleVersion> all(String tenantId) {
        return definitions.of(tenantId).stream()
                .filter(version -> version.kind() == RuleKind.CONTEST)
                .sorted(Comparator.comparing(Position::of, Position.ORDER))
                .toList();
    }

    /** The contests that a participant has a score in. */
    CompletableFuture<List<Place>> places(String tenantId, String participantId) {
        Instant now = clock.instant();
        Map<Boolean, List<RuleVersion>> running = all(tenantId).stream()
                .filter(version ->
                        !VisibleDefinitions.instant(version, "starts_at").isAfter(now))
                .collect(Collectors.partitioningBy(version ->
                        VisibleDefinitions.instant(version, "ends_at").isAfter(now)));
        List<RuleVersion> looked = new ArrayList<>(running.getOrDefault(true, List.of()));
        Collections.reverse(looked); // soonest first
        looked.addAll(running.getOrDefault(false, List.of()));
        Map<RuleVersion, CompletableFuture<Answer<LeaderboardReport>>> boards = looked.stream()
                .limit(MAX_OF_PARTICIPANT)
                .collect(Collectors.toMap(
                        version -> version,
                        version -> queries.leaderboard(tenantId, version.id(), 1, participantId),
                        (one, other) -> one,
                        LinkedHashMap::new));
        return allOf(boards).thenApply(done -> boards.entrySet().stream()
                .flatMap(one -> place(one.getKey(), one.getValue().join()).stream())
                .toList());
    }

    private static Optional<Place> place(RuleVersion version, Answer<LeaderboardReport> board) {
        if (board instanceof Answer.Known<LeaderboardReport> known
                && !known.value().rows().isEmpty()) {
            LeaderboardReport.Row row = known.value().rows().get(0);
            return Optional.of(new Place(
                    version.id(),
                    VisibleDefinitions.definition(version).path("title").asText(),
                    known.value().state(),
                    row.rank(),
                    row.score()));
        }
        return Optional.empty();
    }
}
