package io.podium.ingest.http;

import com.github.f4b6a3.ulid.UlidCreator;
import io.podium.ingest.access.KeyRing;
import io.podium.ingest.access.KeySecret;
import io.podium.ingest.access.RateLimits;
import io.podium.schemas.access.ApiKey;
import io.podium.schemas.access.ApiKey.Scope;
import io.podium.schemas.event.Problem;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.PathTemplateMatch;
import io.undertow.util.SameThreadExecutor;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;

/**
 * What all endpoints have in common: request id, admission, key, tenant, rate limit, media type and body; then the
 * endpoint; then the answer. Runs on IO threads and holds none while it waits; large or gzipped bodies are worked on
 * by the worker pool.
 */
final class ApiHandler implements HttpHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ApiHandler.class);
    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final HttpString X_REQUEST_ID = new HttpString("X-Request-Id");
    private static final HttpString X_TENANT = new HttpString("X-Bricqs-Tenant");

    /**
     * What a route asks for.
     *
     * @param scope that a key must have; an admin key may do everything
     * @param kind whose room its requests take
     * @param bodyLimit in bytes; 0 for requests without a body
     * @param query the names of the query parameters that it knows
     */
    record Route(Scope scope, Admission.Kind kind, int bodyLimit, Set<String> query, Endpoint endpoint) {}

    /**
     * What all routes share.
     *
     * @param bodyDeadline by when a body must have come as a whole
     */
    record Shared(
            Admission admission,
            KeyRing keys,
            RateLimits limits,
            HttpMetrics metrics,
            AnswerWriter answers,
            Duration bodyDeadline) {}

    private final Route route;
    private final Shared shared;

    ApiHandler(Route route, Shared shared) {
        this.route = route;
        this.shared = shared;
    }

    /** The id of a request: the caller's own where it is a harmless text, else a new one; echoed in the answer. */
    static String requestId(HttpServerExchange exchange) {
        HttpString name = X_REQUEST_ID;
        String id = exchange.getResponseHeaders().getFirst(name);
        if (id == null) {
            String own = exchange.getRequestHeaders().getFirst(name);
            id = own != null && REQUEST_ID.matcher(own).matches()
                    ? own
                    : "req_" + UlidCreator.getUlid().toString();
            exchange.getResponseHeaders().put(name, id);
        }
        return id;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        String requestId = requestId(exchange);
        shared.metrics().time(exchange);
        try {
            // Who has no key takes no room from those who have.
            ApiKey key = authenticate(exchange);
            Admission.Lease lease = admit(exchange);
            ApiRequest request = request(exchange, requestId, key);
            if (!exchange.getRequestMethod().equals(Methods.POST)) {
                enter(lease);
                exchange.dispatch(SameThreadExecutor.INSTANCE, () -> answer(exchange, request, lease));
                return;
            }
            Bodies.requireJson(exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE));
            boolean gzip = Bodies.isGzip(exchange.getRequestHeaders().getFirst(Headers.CONTENT_ENCODING));
            receive(exchange, request, new IncomingBody(lease, route.bodyLimit(), gzip));
        } catch (RefusedException e) {
            refuse(exchange, e.refusal());
        }
    }

    private Admission.Lease admit(HttpServerExchange exchange) throws RefusedException {
        if (exchange.getRequestContentLength() > route.bodyLimit()) {
            throw new RefusedException(Refusal.tooLarge(route.bodyLimit()));
        }
        Admission.Lease lease = shared.admission().open(route.kind());
        exchange.addExchangeCompleteListener((completed, next) -> {
            lease.leave();
            next.proceed();
        });
        return lease;
    }

    private static void enter(Admission.Lease lease) throws RefusedException {
        if (!lease.enter()) {
            throw crowded();
        }
    }

    static RefusedException crowded() {
        return new RefusedException(Refusal.unavailable("expected fewer requests at once; retry"));
    }

    private ApiKey authenticate(HttpServerExchange exchange) throws RefusedException {
        String header = exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw new RefusedException(Refusal.unauthorized("expected header Authorization: Bearer <key>"));
        }
        String text = header.substring(7).trim();
        if (!KeySecret.isWellFormed(text)) {
            throw badKey();
        }
        if (!shared.keys().isComplete()) {
            throw new RefusedException(
                    Refusal.unavailable("expected to know all keys, but they are still being loaded; retry"));
        }
        ApiKey key = shared.keys().find(new KeySecret(text)).orElseThrow(ApiHandler::badKey);
        String tenant = exchange.getRequestHeaders().getFirst(X_TENANT);
        if (tenant == null) {
            throw new RefusedException(Refusal.badRequest(
                    "missing_tenant", "expected header X-Bricqs-Tenant, but it is absent", List.of()));
        }
        if (!tenant.equals(key.tenantId())) {
            throw new RefusedException(
                    Refusal.forbidden("wrong_tenant", "expected a key of this tenant, but it is another's"));
        }
        if (key.scope() != Scope.ADMIN && key.scope() != route.scope()) {
            throw new RefusedException(Refusal.forbidden(
                    "wrong_scope",
                    "expected a key of scope admin, but its scope is "
                            + key.scope().wireName()));
        }
        limit(exchange, key);
        return key;
    }

    private static RefusedException badKey() {
        return new RefusedException(Refusal.unauthorized("expected a valid key, but it is unknown or revoked"));
    }

    private void limit(HttpServerExchange exchange, ApiKey key) throws RefusedException {
        RateLimits.Ruling ruling = shared.limits().request(key);
        if (ruling.limit() > 0) {
            exchange.getResponseHeaders()
                    .put(new HttpString("X-RateLimit-Limit"), ruling.limit())
                    .put(new HttpString("X-RateLimit-Remaining"), ruling.remaining())
                    .put(new HttpString("X-RateLimit-Reset"), ruling.resetSeconds());
        }
        if (!ruling.passes()) {
            throw new RefusedException(Refusal.tooMany(ruling.resetSeconds()));
        }
    }

    /** Receives the whole body; ends the connection if it does not come in time, however busy it is kept. */
    private void receive(HttpServerExchange exchange, ApiRequest request, IncomingBody body) {
        // A little more than is taken, so that whoever sends somewhat too much still gets the answer that says so.
        exchange.setMaxEntitySize(2L * route.bodyLimit());
        XnioExecutor.Key tooLate = exchange.getIoThread()
                .executeAfter(
                        () -> IoUtils.safeClose(exchange.getConnection()),
                        shared.bodyDeadline().toMillis(),
                        TimeUnit.MILLISECONDS);
        exchange.getRequestReceiver()
                .receivePartialBytes(
                        (received, chunk, last) -> {
                            body.add(chunk);
                            if (last) {
                                tooLate.remove();
                                Executor executor = body.isLarge()
                                        ? received.getConnection().getWorker()
                                        : SameThreadExecutor.INSTANCE;
                                received.dispatch(executor, () -> answer(received, request, body));
                            }
                        },
                        (broken, failure) -> {
                            tooLate.remove();
                            unreadable(broken, body);
                        });
    }

    private void unreadable(HttpServerExchange exchange, IncomingBody body) {
        refuse(
                exchange,
                body.isTooLarge()
                        ? Refusal.tooLarge(route.bodyLimit())
                        : Refusal.badRequest("unreadable_body", "expected a whole body, but it broke off", List.of()));
    }

    private void answer(HttpServerExchange exchange, ApiRequest request, IncomingBody received) {
        try {
            byte[] body = received.whole();
            enter(received.lease());
            answer(exchange, request.withBody(body), received.lease());
        } catch (RefusedException e) {
            refuse(exchange, e.refusal());
        } catch (RuntimeException e) {
            fail(exchange, e);
        }
    }

    private void answer(HttpServerExchange exchange, ApiRequest request, Admission.Lease lease) {
        try {
            finish(exchange, lease, route.endpoint().answer(request));
        } catch (RefusedException e) {
            refuse(exchange, e.refusal());
        } catch (RuntimeException e) {
            fail(exchange, e);
        }
    }

    /** The lease ends as soon as the answer is known: how fast a client reads it concerns nobody else. */
    private void finish(HttpServerExchange exchange, Admission.Lease lease, CompletableFuture<ApiAnswer> answer) {
        answer.whenComplete((value, failure) -> exchange.getIoThread().execute(() -> {
            lease.leave();
            if (failure == null) {
                shared.answers().send(exchange, value);
            } else {
                fail(exchange, failure);
            }
        }));
    }

    private void fail(HttpServerExchange exchange, Throwable failure) {
        LOG.error("request {} failed", requestId(exchange), failure);
        refuse(exchange, Refusal.internal());
    }

    private void refuse(HttpServerExchange exchange, Refusal refusal) {
        shared.answers().send(exchange, refusal.answer(requestId(exchange)));
    }

    private ApiRequest request(HttpServerExchange exchange, String requestId, ApiKey key) throws RefusedException {
        Map<String, String> query = PercentEncoding.query(exchange.getQueryString());
        for (String name : query.keySet()) {
            if (!route.query().contains(name)) {
                throw unknownParameter(name);
            }
        }
        Map<String, String> path = new HashMap<>();
        for (var variable : exchange.getAttachment(PathTemplateMatch.ATTACHMENT_KEY)
                .getParameters()
                .entrySet()) {
            path.put(variable.getKey(), PercentEncoding.segment(variable.getValue(), variable.getKey()));
        }
        return new ApiRequest(
                requestId, key, new byte[0], path, query, IdempotencyKeyHeader.read(exchange.getRequestHeaders()));
    }

    private RefusedException unknownParameter(String name) {
        String message = "expected "
                + (route.query().isEmpty()
                        ? "no query parameters here"
                        : "query parameters among " + String.join(", ", new TreeSet<>(route.query())))
                + ", but " + name + " came";
        return new RefusedException(Refusal.badRequest(
                "invalid_parameter", message, List.of(new Problem(name, "unknown_parameter", message))));
    }
}
