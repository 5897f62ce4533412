package io.podium.ingest.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which pages of other origins may read answers in a browser (the Fetch standard's CORS protocol). A preflight needs no
 * key and counts for no limit; the request behind it needs all that any other does.
 */
public final class Cors {

    private static final String ANY = "*";
    private static final String ANY_PORT = ":*";
    private static final Pattern ORIGIN = Pattern.compile("https?://[A-Za-z0-9.-]+(:([0-9]{1,5}|\\*))?");

    /** No page of another origin. */
    public static final Cors NONE = new Cors(List.of());

    /** Pages that are developed on the same machine. */
    public static final String LOCALHOST = "http://localhost:*,http://127.0.0.1:*";

    private static final HttpString ALLOW_ORIGIN = new HttpString("Access-Control-Allow-Origin");
    private static final HttpString ALLOW_METHODS = new HttpString("Access-Control-Allow-Methods");
    private static final HttpString ALLOW_HEADERS = new HttpString("Access-Control-Allow-Headers");
    private static final HttpString EXPOSE_HEADERS = new HttpString("Access-Control-Expose-Headers");
    private static final HttpString MAX_AGE = new HttpString("Access-Control-Max-Age");
    private static final HttpString REQUEST_METHOD = new HttpString("Access-Control-Request-Method");

    private static final String ALLOWED =
            "Authorization, X-Bricqs-Tenant, Content-Type, Content-Encoding, Idempotency-Key,"
                    + " X-Request-Id, traceparent, Last-Event-ID, If-None-Match, Cache-Control";
    private static final String EXPOSED =
            "X-Request-Id, Retry-After, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, ETag,"
                    + " Location";
    private static final String METHODS = "GET, HEAD, POST, PUT, DELETE";
    private static final String TWO_HOURS = "7200";

    private final List<String> origins;

    private Cors(List<String> origins) {
        this.origins = origins;
    }

    /**
     * Origins as an operator writes them.
     *
     * @param origins with commas between them: {@code https://app.example.org}, with {@code :*} for any port, or
     *     {@code *} for all
     * @throws IllegalArgumentException when one is no origin
     */
    public static Cors of(String origins) {
        List<String> list =
                Arrays.stream(origins.split(",", -1)).map(String::strip).toList();
        for (String origin : list) {
            if (!origin.equals(ANY) && !ORIGIN.matcher(origin).matches()) {
                throw new IllegalArgumentException(
                        "cors-origins: expected * or an origin such as https://app.example.org or http://localhost:*, but "
                                + (origin.isEmpty() ? "nothing" : origin));
            }
        }
        return new Cors(list);
    }

    /** Whether pages of an origin may read answers. */
    boolean allows(String origin) {
        return origins.stream()
                .anyMatch(known -> known.equals(ANY)
                        || known.equals(origin)
                        || known.endsWith(ANY_PORT)
                                && origin.matches(Pattern.quote(known.substring(0, known.length() - ANY_PORT.length()))
                                        + "(:[0-9]{1,5})?"));
    }

    /** Answers preflights, and adds to all other answers what browsers look for. */
    HttpHandler around(HttpHandler next) {
        if (origins.isEmpty()) {
            return next;
        }
        return exchange -> {
            HeaderMap answer = exchange.getResponseHeaders();
            answer.add(Headers.VARY, Headers.ORIGIN_STRING);
            String origin = exchange.getRequestHeaders().getFirst(Headers.ORIGIN);
            if (origin != null && allows(origin)) {
                answer.put(ALLOW_ORIGIN, origin);
                answer.put(EXPOSE_HEADERS, EXPOSED);
                if (isPreflight(exchange)) {
                    answer.put(ALLOW_METHODS, METHODS);
                    answer.put(ALLOW_HEADERS, ALLOWED);
                    answer.put(MAX_AGE, TWO_HOURS);
                    exchange.setStatusCode(204);
                    exchange.endExchange();
                    return;
                }
            }
            next.handleRequest(exchange);
        };
    }

    private static boolean isPreflight(HttpServerExchange exchange) {
        @Nullable String method = exchange.getRequestHeaders().getFirst(REQUEST_METHOD);
        return method != null && exchange.getRequestMethod().equals(Methods.OPTIONS);
    }
}
