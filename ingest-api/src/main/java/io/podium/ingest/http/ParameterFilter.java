package io.podium.ingest.http;

import io.podium.schemas.event.Problem;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import io.undertow.util.PathTemplateMatch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** What is asked for: the variables of the path, the query, whose parameters the route knows, and the key header. */
final class ParameterFilter implements Filter {

    private static final HttpString LAST_EVENT_ID = new HttpString("Last-Event-ID");

    private final Set<String> known;

    /**
     * A filter of one route.
     *
     * @param known the names of the query parameters that it has
     */
    ParameterFilter(Set<String> known) {
        this.known = known;
    }

    @Override
    public CompletableFuture<ApiAnswer> answer(Call call, Next next) throws RefusedException {
        HttpServerExchange exchange = call.exchange();
        Map<String, String> query = PercentEncoding.query(exchange.getQueryString());
        Set<String> unknown = new TreeSet<>(query.keySet());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw unknown(unknown);
        }
        Map<String, String> path = path(exchange);
        String idempotencyKey = IdempotencyKeyHeader.read(exchange.getRequestHeaders());
        String lastEventId = call.header(LAST_EVENT_ID);
        return next.answer(call.with(call.request().withParameters(path, query, idempotencyKey, lastEventId)));
    }

    private static Map<String, String> path(HttpServerExchange exchange) throws RefusedException {
        Map<String, String> path = new HashMap<>();
        for (var variable : exchange.getAttachment(PathTemplateMatch.ATTACHMENT_KEY)
                .getParameters()
                .entrySet()) {
            path.put(variable.getKey(), PercentEncoding.segment(variable.getValue(), variable.getKey()));
        }
        return path;
    }

    private RefusedException unknown(Set<String> names) {
        String message = "expected "
                + (known.isEmpty()
                        ? "no query parameters here"
                        : "query parameters among " + String.join(", ", new TreeSet<>(known)))
                + ", but " + String.join(", ", names) + " came";
        List<Problem> problems = names.stream()
                .map(name -> new Problem(name, "unknown_parameter", message))
                .toList();
        return new RefusedException(Refusal.badRequest("invalid_parameter", message, problems));
    }
}
