package io.podium.ingest.http;

import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** One line of the route table: a method on a path, whose variables are in braces, and what serves it. */
sealed interface Route {

    HttpString method();

    String path();

    /**
     * A route of the API, which asks for a key.
     *
     * @param access what it asks of its callers
     * @param kind whose room its requests take
     * @param bodyLimit in bytes; 0 for requests without a body
     * @param query the names of the query parameters that it knows
     */
    record Api(
            HttpString method,
            String path,
            Access access,
            Admission.Kind kind,
            int bodyLimit,
            Set<String> query,
            Endpoint endpoint)
            implements Route {

        boolean hasBody() {
            return bodyLimit > 0;
        }
    }

    /**
     * A page of text, which everybody may get.
     *
     * @param text made of the variables of the path, as they stand there
     */
    record Page(HttpString method, String path, Function<Map<String, String>, Text> text) implements Route {}

    /** What a page says. */
    record Text(int status, String contentType, String body, Map<String, String> headers) {
        static Text plain(int status, String body) {
            return new Text(status, "text/plain; charset=utf-8", body, Map.of());
        }

        static Text json(String body) {
            return new Text(200, "application/json", body, Map.of());
        }
    }

    /** A route that reads. */
    static Route get(String path, Access access, Endpoint endpoint, String... query) {
        return new Api(Methods.GET, path, access, Admission.Kind.READ, 0, Set.of(query), endpoint);
    }

    /** A route that a client follows; a browser may show its token in the query. */
    static Route stream(String path, Access access, Endpoint endpoint, String... query) {
        Set<String> known = new HashSet<>(Set.of(query));
        if (access == Access.FOLLOW) {
            known.add(CallerFilter.ACCESS_TOKEN);
        }
        return new Api(Methods.GET, path, access, Admission.Kind.READ, 0, Set.copyOf(known), endpoint);
    }

    /** A route that writes what is in a body. */
    static Route post(String path, Access access, int bodyLimit, Endpoint endpoint) {
        return new Api(Methods.POST, path, access, Admission.Kind.WRITE, bodyLimit, Set.of(), endpoint);
    }

    /** A route that sets what its path names to what is in a body. */
    static Route put(String path, Access access, int bodyLimit, Endpoint endpoint) {
        return new Api(Methods.PUT, path, access, Admission.Kind.WRITE, bodyLimit, Set.of(), endpoint);
    }

    /** A route that ends something. */
    static Route delete(String path, Access access, Endpoint endpoint) {
        return delete(path, access, 0, endpoint);
    }

    /** A route that ends something, as a body says. */
    static Route delete(String path, Access access, int bodyLimit, Endpoint endpoint) {
        return new Api(Methods.DELETE, path, access, Admission.Kind.WRITE, bodyLimit, Set.of(), endpoint);
    }

    static Route page(String path, Supplier<Text> text) {
        return page(path, variables -> text.get());
    }

    static Route page(String path, Function<Map<String, String>, Text> text) {
        return new Page(Methods.GET, path, text);
    }
}
