package io.podium.ingest.http;

import io.podium.ingest.submit.ResultsFinder;
import io.podium.ingest.submit.Submitter;
import io.podium.schemas.access.ApiKey.Scope;
import io.podium.schemas.event.Limits;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The API: its routes, and the filters that the requests of each pass. */
final class ApiRoutes {

    private static final String EVENTS = "/api/v1/ingest/events";
    private static final String POINTS = "/api/v1/gamify/points";
    private static final String PARTICIPANT = "/api/v1/gamify/participants/{participant_id}";
    private static final String STREAK = PARTICIPANT + "/streaks/{streak_id}";
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
        AdminEndpoints admin = new AdminEndpoints(parts.rules(), parts.ruleAdministration(), parts.clock());
        return new RouteTable(List.of(
                Route.post(EVENTS, Scope.ADMIN, Limits.BODY_BYTES, ingest::single),
                Route.post(EVENTS + "/batch", Scope.ADMIN, Limits.BATCH_BODY_BYTES, batch::answer),
                Route.post(ApiServer.SYNC_EVENTS, Scope.ADMIN, Limits.BODY_BYTES, ingest::sync),
                Route.get(EVENTS + "/{event_id}/results", Scope.PART, ingest::results),
                Route.post(EVENTS + "/{event_id}/reverse", Scope.ADMIN, Limits.BODY_BYTES, points::reverse),
                Route.post(POINTS + "/grant", Scope.ADMIN, Limits.BODY_BYTES, points::grant),
                Route.post(POINTS + "/deduct", Scope.ADMIN, Limits.BODY_BYTES, points::deduct),
                Route.post(POINTS + "/hold", Scope.ADMIN, Limits.BODY_BYTES, points::hold),
                Route.post(POINTS + "/hold/{hold_id}/capture", Scope.ADMIN, Limits.BODY_BYTES, points::capture),
                Route.post(POINTS + "/hold/{hold_id}/release", Scope.ADMIN, Limits.BODY_BYTES, points::release),
                Route.post("/api/v1/admin/points/bulk-grant", Scope.ADMIN, Limits.BODY_BYTES, points::bulkGrant),
                Route.put(PARTICIPANT, Scope.ADMIN, Limits.BODY_BYTES, participants::put),
                Route.get(PARTICIPANT, Scope.PART, participants::get, "include"),
                Route.delete(PARTICIPANT, Scope.ADMIN, Limits.BODY_BYTES, participants::erase),
                Route.post(PARTICIPANT + "/pauses", Scope.ADMIN, Limits.BODY_BYTES, participants::pause),
                Route.post(STREAK + "/freezes", Scope.ADMIN, Limits.BODY_BYTES, participants::freezes),
                Route.post(STREAK + "/freezes/spend", Scope.ADMIN, Limits.BODY_BYTES, participants::spend),
                Route.post(STREAK + "/restore", Scope.ADMIN, Limits.BODY_BYTES, participants::restore),
                Route.get(PARTICIPANT + "/points", Scope.PART, reads::points),
                Route.get(
                        PARTICIPANT + "/points/transactions",
                        Scope.PART,
                        reads::transactions,
                        "type",
                        "since",
                        "cursor",
                        "limit"),
                Route.get("/api/v1/gamify/state/{participant_id}", Scope.PART, reads::state),
                Route.get("/api/v1/programs", Scope.PART, programs::programs, "kind"),
                Route.get("/api/v1/contests", Scope.PART, contests::contests, "state", "limit", "cursor"),
                Route.get(
                        "/api/v1/contests/{contest_id}/leaderboard", Scope.PART, reads::leaderboard, "limit", "around"),
                Route.get("/api/v1/contests/{contest_id}/rank/{participant_id}", Scope.PART, reads::rank),
                Route.get(RULES, Scope.ADMIN, admin::all),
                Route.post(RULES, Scope.ADMIN, Limits.BODY_BYTES, admin::publish),
                Route.get(RULES + "/{id}", Scope.ADMIN, admin::one),
                Route.delete(RULES + "/{id}", Scope.ADMIN, admin::retire),
                Route.page("/health/live", () -> new Route.Text(200, "live\n")),
                Route.page("/health/ready", () -> ready(ready.getAsBoolean())),
                Route.page(
                        "/metrics",
                        () -> new Route.Text(200, parts.metricsPage().get()))));
    }

    /** What the requests of a route pass, from the outermost to the endpoint. */
    Filter.Next column(Route.Api route) {
        return Filter.column(
                List.of(
                        new TimingFilter(parts.metrics()),
                        new ErrorFilter(),
                        new SingleHeadersFilter(),
                        new ApiKeyFilter(parts.keys()), // who has no key takes no room from those who have
                        new TenantFilter(),
                        new ScopeFilter(route.scope()),
                        new RateFilter(parts.limits()),
                        new LengthFilter(route.bodyLimit()),
                        new LeaseFilter(parts.admission(), route.kind()),
                        new ParameterFilter(route.query()),
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
        return ready ? new Route.Text(200, "ready\n") : new Route.Text(503, "not ready\n");
    }
}
