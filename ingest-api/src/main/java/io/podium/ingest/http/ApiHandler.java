package io.podium.ingest.http;

import com.github.f4b6a3.ulid.UlidCreator;
import io.podium.ingest.access.KeyRing;
import io.podium.ingest.access.KeySecret;
import io.podium.ingest.access.RateLimits;
import io.podium.schemas.access.ApiKey;
import io.podium.schemas.access.ApiKey.Scope;
import io.podium.schemas.json.Json;
import io.undertow.io.Receiver;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.SameThreadExecutor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
    private static final int SMALL_BODY_BYTES = 16 * 1024;

    /**
     * What a route asks for.
     *
     * @param scope that a key must have; an admin key may do everything
     * @param bodyLimit in bytes; 0 for requests without a body
     */
    record Route(Scope scope, int bodyLimit, Endpoint endpoint) {}

    /** What all routes share. */
    record Shared(Admission admission, KeyRing keys, RateLimits limits, HttpMetrics metrics) {}

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
            Admission.Room room = admit(exchange);
            ApiKey key = authenticate(exchange);
            if (!exchange.getRequestMethod().equals(Methods.POST)) {
                answer(exchange, new ApiRequest(requestId, key, new byte[0], parameters(exchange), null));
                return;
            }
            Bodies.requireJson(exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE));
            boolean gzip = Bodies.isGzip(exchange.getRequestHeaders().getFirst(Headers.CONTENT_ENCODING));
            receive(exchange, key, gzip ? room : null);
        } catch (RefusedException e) {
            refuse(exchange, e.refusal());
        }
    }

    private Admission.Room admit(HttpServerExchange exchange) throws RefusedException {
        long declared = exchange.getRequestContentLength();
        if (declared > route.bodyLimit()) {
            throw new RefusedException(Refusal.tooLarge(route.bodyLimit()));
        }
        Admission.Room room = shared.admission()
                .enter(declared >= 0 ? declared : route.bodyLimit())
                .orElseThrow(ApiHandler::crowded);
        exchange.addExchangeCompleteListener((completed, next) -> {
            room.leave();
            next.proceed();
        });
        return room;
    }

    private static RefusedException crowded() {
        return new RefusedException(Refusal.unavailable("expected fewer requests at once; retry"));
    }

    private ApiKey authenticate(HttpServerExchange exchange) throws RefusedException {
        String header = exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw new RefusedException(Refusal.unauthorized("expected header Authorization: Bearer <key>"));
        }
        String text = header.substring(7).trim();
        ApiKey key = KeySecret.isWellFormed(text)
                ? shared.keys().find(new KeySecret(text)).orElse(null)
                : null;
        if (key == null) {
            throw new RefusedException(Refusal.unauthorized("expected a valid key, but it is unknown or revoked"));
        }
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

    /** Receives the whole body; one that is still to be inflated comes with its request's room. */
    private void receive(HttpServerExchange exchange, ApiKey key, Admission.Room gzipRoom) {
        exchange.setMaxEntitySize(route.bodyLimit());
        Receiver receiver = exchange.getRequestReceiver();
        receiver.setMaxBufferSize(route.bodyLimit());
        receiver.receiveFullBytes(
                (received, bytes) -> {
                    Executor executor = gzipRoom != null || bytes.length > SMALL_BODY_BYTES
                            ? received.getConnection().getWorker()
                            : SameThreadExecutor.INSTANCE;
                    received.dispatch(executor, () -> answer(received, key, bytes, gzipRoom));
                },
                this::unreadable);
    }

    private void unreadable(HttpServerExchange exchange, IOException e) {
        if (e instanceof RequestTooBigException || e instanceof Receiver.RequestToLargeException) {
            refuse(exchange, Refusal.tooLarge(route.bodyLimit()));
        } else {
            refuse(
                    exchange,
                    Refusal.badRequest("unreadable_body", "expected a whole body, but it broke off", List.of()));
        }
    }

    private void answer(HttpServerExchange exchange, ApiKey key, byte[] bytes, Admission.Room gzipRoom) {
        try {
            byte[] body = gzipRoom == null ? bytes : inflate(bytes, gzipRoom);
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

    private byte[] inflate(byte[] gzipped, Admission.Room room) throws RefusedException {
        byte[] body = Bodies.inflate(gzipped, route.bodyLimit());
        if (!room.grow(body.length)) {
            throw crowded();
        }
        return body;
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
