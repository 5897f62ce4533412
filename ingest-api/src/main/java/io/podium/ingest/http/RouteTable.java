package io.podium.ingest.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RoutingHandler;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.PathTemplateMatcher;
import io.undertow.util.PathTemplateMatcher.PathMatchResult;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** All routes: serves each request by its own, and knows which methods a path allows. */
final class RouteTable {

    private final List<Route> routes;
    private final PathTemplateMatcher<String> allowed = new PathTemplateMatcher<>();

    RouteTable(List<Route> routes) {
        this.routes = List.copyOf(routes);
        Map<String, Set<String>> methods = new LinkedHashMap<>();
        for (Route route : routes) {
            Set<String> ofPath = methods.computeIfAbsent(route.path(), path -> new LinkedHashSet<>());
            ofPath.add(route.method().toString());
            if (route.method().equals(Methods.GET)) {
                ofPath.add(Methods.HEAD_STRING);
            }
        }
        methods.values().forEach(ofPath -> ofPath.add(Methods.OPTIONS_STRING));
        methods.forEach((path, ofPath) -> allowed.add(path, String.join(", ", ofPath)));
    }

    List<Route> routes() {
        return routes;
    }

    /**
     * Serves each request by its route.
     *
     * @param serving makes what serves the requests of a route
     * @param refusing serves the requests that have none
     */
    HttpHandler handler(Function<Route, HttpHandler> serving, HttpHandler refusing) {
        RoutingHandler handler = new RoutingHandler(false);
        for (Route route : routes) {
            HttpHandler served = serving.apply(route);
            handler.add(route.method(), route.path(), served);
            if (route.method().equals(Methods.GET)) {
                handler.add(Methods.HEAD, route.path(), served); // the server leaves the body out
            }
        }
        return handler.setFallbackHandler(refusing).setInvalidMethodHandler(refusing);
    }

    /** Answers OPTIONS with the methods that a path has; false, and nothing done, for a path that no route serves. */
    boolean answerOptions(HttpServerExchange exchange) {
        PathMatchResult<String> methods = allowed.match(exchange.getRelativePath());
        if (methods != null) {
            exchange.getResponseHeaders().put(Headers.ALLOW, methods.getValue());
            exchange.setStatusCode(204);
            exchange.endExchange();
        }
        return methods != null;
    }

    /** Refuses a request that no route serves: 405 where its path has others, else 404. */
    CompletableFuture<ApiAnswer> refuse(Call call) throws RefusedException {
        PathMatchResult<String> others = allowed.match(call.exchange().getRelativePath());
        throw new RefusedException(
                others == null
                        ? Refusal.notFound("no_route", "expected a path of the API, but there is nothing here")
                        : Refusal.methodNotAllowed(
                                "expected method " + others.getValue() + " for this path", others.getValue()));
    }
}
