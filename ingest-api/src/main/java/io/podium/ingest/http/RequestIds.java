package io.podium.ingest.http;

import com.github.f4b6a3.ulid.UlidCreator;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import java.util.regex.Pattern;

/** The ids of requests: the caller's own where it is a harmless text, else a new one; echoed in the answer. */
final class RequestIds {

    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final HttpString X_REQUEST_ID = new HttpString("X-Request-Id");

    private RequestIds() {}

    /** Gives a request its id, and puts that into the answer's headers. */
    static String assign(HttpServerExchange exchange) {
        String own = exchange.getRequestHeaders().getFirst(X_REQUEST_ID);
        String id = own != null && HARMLESS.matcher(own).matches()
                ? own
                : "req_" + UlidCreator.getUlid().toString();
        exchange.getResponseHeaders().put(X_REQUEST_ID, id);
        return id;
    }
}
