package io.podium.ingest.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.RoutingHandler;
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
            methods.computeIfAbsent(route.path(), path -> new LinkedHashSet<>())
                    .add(route.method().toString());
        }
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
            handler.add(route.method(), route.path(), serving.apply(route));
        }
        return handler.setFallbackHandler(refusing).setInvalidMethodHandler(refusing);
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
