package io.podium.ingest.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.ingest.rules.RuleVersions;
import io.podium.schemas.contest.ContestState;
import io.podium.schemas.event.Problem;
import io.podium.schemas.json.Json;
import io.podium.schemas.query.Answer;
import io.podium.schemas.query.EngineQueries;
import io.podium.schemas.query.LeaderboardReport;
import io.podium.schemas.rule.RuleKind;
import io.podium.schemas.rule.RuleVersion;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What participants may know of the definitions in force. */
final class ProgramEndpoints {

    /** Contests that one request looks at, at the most. */
    private static final int MAX_LOOKED_AT = 100;

    private static final int DEFAULT_CONTESTS = 20;

    /** Contests of a participant that are looked at: those that run and end soonest, then those that ended last. */
    private static final int MAX_OF_PARTICIPANT = 50;

    private static final Set<String> OBJECTIVE =
            Set.of("id", "label", "evaluator", "target", "prerequisite_objective_ids", "reward");

    /** What is shown of each kind; of objectives, what {@link #OBJECTIVE} says. */
    private static final Map<RuleKind, Set<String>> SHOWN = Map.of(
            RuleKind.CHALLENGE,
            Set.of(
                    "id",
                    "title",
                    "window_days",
                    "starts_at",
                    "ends_at",
                    "enrolment",
                    "timezone",
                    "default_timezone",
                    "day_starts_at",
                    "repeat",
                    "max_repeats",
                    "objectives",
                    "milestones",
                    "completion",
                    "reward"),
            RuleKind.BADGE,
            Set.of("id", "label", "rarity"),
            RuleKind.TIERS,
            Set.of("id", "tiers"),
            RuleKind.STREAK,
            Set.of(
                    "id",
                    "label",
                    "period",
                    "timezone",
                    "default_timezone",
                    "day_starts_at",
                    "grace_hours",
                    "freeze_allowance",
                    "milestones"),
            RuleKind.CONTEST,
            Set.of("id", "title", "starts_at", "ends_at", "grace_hours", "prize_structure"));

    private final RuleVersions versions;
    private final EngineQueries queries;
    private final Clock clock;

    ProgramEndpoints(RuleVersions versions, EngineQueries queries, Clock clock) {
        this.versions = versions;
        this.queries = queries;
        this.clock = clock;
    }

    /** Body of the definitions. */
    record Programs(List<ObjectNode> programs) {}

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

    /** {@code GET /api/v1/programs?kind=}. */
    CompletableFuture<ApiAnswer> programs(ApiRequest request) throws RefusedException {
        Set<RuleKind> kinds = kinds(request);
        List<ObjectNode> shown = inForce(request.tenantId()).stream()
                .filter(version -> kinds.contains(version.kind()))
                .map(ProgramEndpoints::shown)
                .toList();
        return CompletableFuture.completedFuture(ApiAnswer.of(200, new Programs(shown)));
    }

    private static Set<RuleKind> kinds(ApiRequest request) throws RefusedException {
        Optional<String> text = request.query("kind");
        if (text.isEmpty()) {
            return SHOWN.keySet();
        }
        Set<RuleKind> kinds = EnumSet.noneOf(RuleKind.class);
        for (String name : text.get().split(",", -1)) {
            kinds.add(RuleKind.named(name)
                    .filter(SHOWN::containsKey)
                    .orElseThrow(() -> badParameter(
                            "kind", "expected some of badge, challenge, contest, streak, tiers, but " + name)));
        }
        return kinds;
    }

    /** Definitions in force, without contests that are drafts. */
    private List<RuleVersion> inForce(String tenantId) {
        Instant now = clock.instant();
        return versions.all(tenantId).stream()
                .flatMap(history -> history.inForce(now).stream())
                .filter(version -> version.definition() != null
                        && !version.definition().path("draft").asBoolean())
                .toList();
    }

    private static ObjectNode shown(RuleVersion version) {
        ObjectNode shown = Json.mapper()
                .createObjectNode()
                .put("kind", version.kind().wireName())
                .put("version", version.effectiveFrom().toString());
        ObjectNode definition = definition(version).deepCopy();
        definition.retain(SHOWN.getOrDefault(version.kind(), Set.of()));
        if (definition.get("objectives") instanceof ArrayNode objectives) {
            objectives.forEach(objective -> ((ObjectNode) objective).retain(OBJECTIVE));
        }
        return shown.setAll(definition);
    }

    private static ObjectNode definition(RuleVersion version) {
        ObjectNode definition = version.definition();
        return definition == null ? Json.mapper().createObjectNode() : definition;
    }

    /** {@code GET /api/v1/contests?state=&limit=&cursor=}: those that end last come first. */
    CompletableFuture<ApiAnswer> contests(ApiRequest request) throws RefusedException {
        Set<ContestState> states = states(request);
        int limit = ReadEndpoints.limit(request, DEFAULT_CONTESTS, MAX_LOOKED_AT);
        Optional<Position> after = cursor(request);
        List<RuleVersion> all = contestsOf(request.tenantId()).stream()
                .filter(version -> after.isEmpty() || after.get().isBefore(Position.of(version)))
                .toList();
        List<RuleVersion> looked = all.subList(0, Math.min(all.size(), MAX_LOOKED_AT));
        Map<RuleVersion, CompletableFuture<Answer<LeaderboardReport>>> boards = new LinkedHashMap<>();
        looked.forEach(one -> boards.put(one, queries.leaderboard(request.tenantId(), one.id(), 1, null)));
        boolean more = looked.size() < all.size();
        return all(boards).thenApply(done -> page(request, boards, states, limit, more));
    }

    /**
     * Where a contest is among all, whether or not it is there still: a page goes on behind it, whatever became of it.
     *
     * @param endsAtMs in ms since 1970
     */
    private record Position(long endsAtMs, String id) {

        private static final Comparator<Position> ORDER =
                Comparator.comparing(Position::endsAtMs).reversed().thenComparing(Position::id);

        static Position of(RuleVersion version) {
            return new Position(instant(definition(version), "ends_at").toEpochMilli(), version.id());
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
            throw badParameter("cursor", "expected next_cursor of the page before, but " + text.get());
        }
        int dot = text.get().indexOf('.');
        return Optional.of(new Position(
                Long.parseLong(text.get().substring(0, dot)), text.get().substring(dot + 1)));
    }

    private static CompletableFuture<Void> all(Map<RuleVersion, ? extends CompletableFuture<?>> boards) {
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
        ObjectNode definition = definition(version);
        return new Contest(
                version.id(),
                definition.path("title").asText(),
                board.state(),
                instant(definition, "starts_at"),
                instant(definition, "ends_at"),
                board.participants(),
                definition.has("prize_structure")
                        ? definition.get("prize_structure")
                        : Json.mapper().createArrayNode());
    }

    private static Instant instant(ObjectNode definition, String member) {
        return OffsetDateTime.parse(definition.path(member).asText()).toInstant();
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
                    .orElseThrow(() -> badParameter(
                            "state", "expected some of scheduled, active, scoring, completed, but " + name)));
        }
        return states;
    }

    /** In force, those first that end last. */
    private List<RuleVersion> contestsOf(String tenantId) {
        return inForce(tenantId).stream()
                .filter(version -> version.kind() == RuleKind.CONTEST)
                .sorted(Comparator.comparing(Position::of, Position.ORDER))
                .toList();
    }

    /** The contests that a participant has a score in. */
    CompletableFuture<List<Place>> places(String tenantId, String participantId) {
        Instant now = clock.instant();
        List<RuleVersion> begun = contestsOf(tenantId).stream()
                .filter(version -> !instant(definition(version), "starts_at").isAfter(now))
                .toList();
        List<RuleVersion> looked = new ArrayList<>();
        begun.stream()
                .filter(version -> instant(definition(version), "ends_at").isAfter(now))
                .forEach(version -> looked.add(0, version)); // soonest first
        begun.stream().filter(version -> !looked.contains(version)).forEach(looked::add);
        Map<RuleVersion, CompletableFuture<Answer<LeaderboardReport>>> boards = looked.stream()
                .limit(MAX_OF_PARTICIPANT)
                .collect(Collectors.toMap(
                        version -> version,
                        version -> queries.leaderboard(tenantId, version.id(), 1, participantId),
                        (one, other) -> one,
                        LinkedHashMap::new));
        return all(boards).thenApply(done -> boards.entrySet().stream()
                .flatMap(one -> place(one.getKey(), one.getValue().join()).stream())
                .toList());
    }

    private static Optional<Place> place(RuleVersion version, Answer<LeaderboardReport> board) {
        if (board instanceof Answer.Known<LeaderboardReport> known
                && !known.value().rows().isEmpty()) {
            LeaderboardReport.Row row = known.value().rows().get(0);
            return Optional.of(new Place(
                    version.id(),
                    definition(version).path("title").asText(),
                    known.value().state(),
                    row.rank(),
                    row.score()));
        }
        return Optional.empty();
    }

    static Set<String> parts(ApiRequest request, Set<String> known) throws RefusedException {
        Optional<String> text = request.query("include");
        if (text.isEmpty()) {
            return known;
        }
        Set<String> parts = Arrays.stream(text.get().split(",", -1)).collect(Collectors.toSet());
        Set<String> unknown = new TreeSet<>(parts);
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw badParameter(
                    "include",
                    "expected some of " + String.join(", ", new TreeSet<>(known)) + ", but "
                            + String.join(", ", unknown));
        }
        return parts;
    }

    private static RefusedException badParameter(String name, String message) {
        return new RefusedException(
                Refusal.badRequest("invalid_parameter", message, List.of(new Problem(name, "out_of_range", message))));
    }
}
