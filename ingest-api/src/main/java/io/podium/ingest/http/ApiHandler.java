package io.podium.ingest.http;

import com.github.f4b6a3.ulid.UlidCreator;
import io.podium.ingest.access.KeyRing;
import io.podium.ingest.access.KeySecret;
import io.podium.ingest.access.RateLimits;
import io.podium.schemas.access.ApiKey;
import io.podium.schemas.access.ApiKey.Scope;
import io.podium.schemas.json.Json;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.SameThreadExecutor;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private static final HttpString IDEMPOTENCY_KEY = new HttpString("Idempotency-Key");

    /**
     * What a route asks for.
     *
     * @param scope that a key must have; an admin key may do everything
     * @param bodyLimit in bytes; 0 for requests without a body
     */
    record Route(Scope scope, int bodyLimit, Endpoint endpoint) {}

    /**
     * What all routes share.
     *
     * @param bodyDeadline by when a body must have come as a whole
     */
    record Shared(Admission admission, KeyRing keys, RateLimits limits, HttpMetrics metrics, Duration bodyDeadline) {}

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

    /** Writes an answer; on the exchange's IO thread. */
    static void send(HttpServerExchange exchange, ApiAnswer answer) {
        exchange.setStatusCode(answer.status());
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().put(new HttpString(name), value));
        exchange.getResponseSender().send(ByteBuffer.wrap(Json.write(answer.body())));
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        String requestId = requestId(exchange);
        shared.metrics().time(exchange);
        try {
            // Who has no key takes no room from those who have.
            ApiKey key = authenticate(exchange);
            Admission.Room room = admit(exchange);
            if (!exchange.getRequestMethod().equals(Methods.POST)) {
                enter(room);
                answer(exchange, new ApiRequest(requestId, key, new byte[0], parameters(exchange), null));
                return;
            }
            Bodies.requireJson(exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE));
            boolean gzip = Bodies.isGzip(exchange.getRequestHeaders().getFirst(Headers.CONTENT_ENCODING));
            receive(exchange, key, new IncomingBody(room, route.bodyLimit(), gzip));
        } catch (RefusedException e) {
            refuse(exchange, e.refusal());
        }
    }

    private Admission.Room admit(HttpServerExchange exchange) throws RefusedException {
        if (exchange.getRequestContentLength() > route.bodyLimit()) {
            throw new RefusedException(Refusal.tooLarge(route.bodyLimit()));
        }
        Admission.Room room = shared.admission().open();
        exchange.addExchangeCompleteListener((completed, next) -> {
            room.leave();
            next.proceed();
        });
        return room;
    }

    private static void enter(Admission.Room room) throws RefusedException {
        if (!room.enter()) {
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
    private void receive(HttpServerExchange exchange, ApiKey key, IncomingBody body) {
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
                                received.dispatch(executor, () -> answer(received, key, body));
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

    private void answer(HttpServerExchange exchange, ApiKey key, IncomingBody received) {
        try {
            byte[] body = received.whole();
            enter(received.room());
            String idempotencyKey = exchange.getRequestHeaders().getFirst(IDEMPOTENCY_KEY);
            finish(
                    exchange,
                    route.endpoint()
                            .answer(new ApiRequest(
                                    requestId(exchange), key, body, parameters(exchange), idempotencyKey)));
        } catch (RefusedException e) {
            refuse(exchange, e.refusal());
        } catch (RuntimeException e) {
            fail(exchange, e);
        }
    }

    private void answer(HttpServerExchange exchange, ApiRequest request) {
        exchange.dispatch(SameThreadExecutor.INSTANCE, () -> {
            try {
                finish(exchange, route.endpoint().answer(request));
            } catch (RefusedException e) {
                refuse(exchange, e.refusal());
            } catch (RuntimeException e) {
                fail(exchange, e);
            }
        });
    }

    private static void finish(HttpServerExchange exchange, CompletableFuture<ApiAnswer> answer) {
        answer.whenComplete((value, failure) -> exchange.getIoThread().execute(() -> {
            if (failure == null) {
                send(exchange, value);
            } else {
                fail(exchange, failure);
            }
        }));
    }

    private static void fail(HttpServerExchange exchange, Throwable failure) {
        LOG.error("request {} failed", requestId(exchange), failure);
        refuse(exchange, Refusal.internal());
    }

    private static void refuse(HttpServerExchange exchange, Refusal refusal) {
        send(exchange, refusal.answer(requestId(exchange)));
    }

    private static Map<String, String> parameters(HttpServerExchange exchange) {
        Map<String, String> parameters = new HashMap<>();
        exchange.getQueryParameters().forEach((name, values) -> parameters.put(name, values.getFirst()));
        return parameters;
    }
}
