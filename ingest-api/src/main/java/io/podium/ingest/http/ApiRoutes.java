package io.podium.ingest.http;

import io.podium.ingest.submit.ResultsFinder;
import io.podium.ingest.submit.Submitter;
import io.podium.schemas.event.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** The API: its routes, and the filters that the requests of each pass. */
final class ApiRoutes {

    private static final String EVENTS = "/api/v1/ingest/events";
    private static final String POINTS = "/api/v1/gamify/points";
    private static final String PARTICIPANT = "/api/v1/gamify/participants/{participant_id}";
    private static final String STREAK = PARTICIPANT + "/streaks/{streak_id}";
    private static final String TOKENS = "/api/v1/auth/participant-token";
    private static final String RULES = "/api/v1/admin/{collection}";

    private final ApiServer.Parts parts;

    ApiRoutes(ApiServer.Parts parts) {
        this.parts = parts;
    }

    /**
     * The route table.
     *
     * @param ready whether events can be taken
     */
    RouteTable table(BooleanSupplier ready) {
        Submitter submitter = submitter();
        IngestEndpoints ingest = ingest(submitter);
        BatchEndpoint batch =
                new BatchEndpoint(submitter, parts.catalogue(), parts.order(), parts.metrics(), parts.clock());
        ReadEndpoints reads = new ReadEndpoints(parts.queries());
        PointsEndpoints points = new PointsEndpoints(
                parts.log(), parts.queries(), parts.metrics(), parts.deadlines().sync(), parts.clock());
        VisibleDefinitions definitions = new VisibleDefinitions(parts.rules(), parts.clock());
        ProgramEndpoints programs = new ProgramEndpoints(definitions);
        ContestEndpoints contests = new ContestEndpoints(definitions, parts.queries(), parts.clock());
        ParticipantEndpoints participants = new ParticipantEndpoints(
                parts.log(),
                parts.queries(),
                contests,
                parts.metrics(),
                parts.deadlines().sync(),
                parts.clock());
        StreamEndpoints streams = new StreamEndpoints(
                parts.streams(),
                participants,
                parts.queries(),
                parts.keys(),
                parts.tokens().tokens());
        TokenEndpoints tokens =
                new TokenEndpoints(parts.tokens().tokens(), parts.tokens().revocations());
        Route.Text tokenKeys = new Route.Text(
                200,
                "application/json",
                parts.tokens().keys().json(),
                Map.of("Cache-Control", "public, max-age=300")); // a new key signs only when all nodes have it
        AdminEndpoints admin = new AdminEndpoints(parts.rules(), parts.ruleAdministration(), parts.clock());
        List<Route> routes = new ArrayList<>(List.of(
                Route.post(EVENTS, Access.SEND, Limits.BODY_BYTES, ingest::single),
                Route.post(EVENTS + "/batch", Access.ADMIN, Limits.BATCH_BODY_BYTES, batch::answer),
                Route.post(ApiServer.SYNC_EVENTS, Access.SEND, Limits.BODY_BYTES, ingest::sync),
                Route.get(EVENTS + "/{event_id}/results", Access.READ, ingest::results),
                Route.post(EVENTS + "/{event_id}/reverse", Access.ADMIN, Limits.BODY_BYTES, points::reverse),
                Route.post(POINTS + "/grant", Access.ADMIN, Limits.BODY_BYTES, points::grant),
                Route.post(POINTS + "/deduct", Access.ADMIN, Limits.BODY_BYTES, points::deduct),
                Route.post(POINTS + "/hold", Access.ADMIN, Limits.BODY_BYTES, points::hold),
                Route.post(POINTS + "/hold/{hold_id}/capture", Access.ADMIN, Limits.BODY_BYTES, points::capture),
                Route.post(POINTS + "/hold/{hold_id}/release", Access.ADMIN, Limits.BODY_BYTES, points::release),
                Route.post("/api/v1/admin/points/bulk-grant", Access.ADMIN, Limits.BODY_BYTES, points::bulkGrant),
                Route.put(PARTICIPANT, Access.ADMIN, Limits.BODY_BYTES, participants::put),
                Route.get(PARTICIPANT, Access.READ, participants::get, "include"),
                Route.delete(PARTICIPANT, Access.ADMIN, Limits.BODY_BYTES, participants::erase),
                Route.post(PARTICIPANT + "/pauses", Access.ADMIN, Limits.BODY_BYTES, participants::pause),
                Route.post(STREAK + "/freezes", Access.ADMIN, Limits.BODY_BYTES, participants::freezes),
                Route.post(STREAK + "/freezes/spend", Access.ADMIN, Limits.BODY_BYTES, participants::spend),
                Route.post(STREAK + "/restore", Access.ADMIN, Limits.BODY_BYTES, participants::restore),
                Route.get(PARTICIPANT + "/points", Access.READ, reads::points),
                Route.get(
                        PARTICIPANT + "/points/transactions",
                        Access.READ,
                        reads::transactions,
                        "type",
                        "since",
                        "cursor",
                        "limit"),
                Route.get(PARTICIPANT + "/events", Access.READ, reads::events, "type", "since", "cursor", "limit"),
                Route.get("/api/v1/gamify/state/{participant_id}", Access.READ, reads::state),
                Route.get("/api/v1/programs", Access.READ, programs::programs, "kind"),
                Route.get("/api/v1/contests", Access.READ, contests::contests, "state", "limit", "cursor"),
                Route.get(
                        "/api/v1/contests/{contest_id}/leaderboard",
                        Access.READ,
                        reads::leaderboard,
                        "limit",
                        "around"),
                Route.get("/api/v1/contests/{contest_id}/rank/{participant_id}", Access.READ, reads::rank),
                Route.stream(PARTICIPANT + "/stream", Access.FOLLOW, streams::participant),
                Route.stream(
                        "/api/v1/contests/{contest_id}/stream", Access.FOLLOW, streams::contest, "limit", "around"),
                Route.stream(
                        "/api/v1/admin/stream",
                        Access.ADMIN,
                        streams::sample,
                        "topics",
                        "event_type",
                        "participant_id"),
                Route.get(RULES, Access.ADMIN, admin::all),
                Route.post(RULES, Access.ADMIN, Limits.BODY_BYTES, admin::publish),
                Route.get(RULES + "/{id}", Access.ADMIN, admin::one),
                Route.delete(RULES + "/{id}", Access.ADMIN, admin::retire),
                Route.post(TOKENS, Access.ADMIN, Limits.BODY_BYTES, tokens::mint),
                Route.delete(TOKENS + "/{participant_id}", Access.ADMIN, tokens::revoke),
                Route.page("/.well-known/jwks.json", () -> tokenKeys),
                Route.page("/health/live", () -> Route.Text.plain(200, "live\n")),
                Route.page("/health/ready", () -> ready(ready.getAsBoolean())),
                Route.page(
                        "/metrics",
                        () -> Route.Text.plain(200, parts.metricsPage().get()))));
        parts.explorer().map(DocumentPages::of).ifPresent(routes::addAll);
        return new RouteTable(routes);
    }

    /** What the requests of a route pass, from the outermost to the endpoint. */
    Filter.Next column(Route.Api route) {
        return Filter.column(
                List.of(
                        new TimingFilter(parts.metrics()),
                        new ErrorFilter(),
                        new SingleHeadersFilter(),
                        new CallerFilter(
                                parts.keys(),
                                parts.tokens().tokens(),
                                route.access() == Access.FOLLOW), // who has no key takes no room from those who have
                        new TenantFilter(),
                        new ScopeFilter(route.access()),
                        new RateFilter(parts.limits()),
                        new LengthFilter(route.bodyLimit()),
                        new LeaseFilter(parts.admission(), route.kind()),
                        new ParameterFilter(route.query()),
                        new OwnPathFilter(),
                        new MediaTypeFilter(route.hasBody()),
                        new BodyFilter(route.bodyLimit(), parts.deadlines().body()),
                        new AdmissionFilter()),
                route.endpoint());
    }

    private Submitter submitter() {
        return new Submitter(
                parts.log(),
                parts.queries(),
                parts.deadlines().verdict(),
                parts.deadlines().sync(),
                parts.admission()::verdicts,
                parts.clock());
    }

    private IngestEndpoints ingest(Submitter submitter) {
        return new IngestEndpoints(
                submitter,
                new ResultsFinder(parts.queries()),
                parts.catalogue(),
                parts.metrics(),
                parts.deadlines().sync(),
                parts.clock());
    }

    private static Route.Text ready(boolean ready) {
        return ready ? Route.Text.plain(200, "ready\n") : Route.Text.plain(503, "not ready\n");
    }
}
