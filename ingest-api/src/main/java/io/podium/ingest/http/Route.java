package io.podium.ingest.http;

import io.podium.schemas.access.ApiKey.Scope;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.util.Set;
import java.util.function.Supplier;

/** One line of the route table: a method on a path, whose variables are in braces, and what serves it. */
sealed interface Route {

    HttpString method();

    String path();

    /**
     * A route of the API, which asks for a key.
     *
     * @param scope that a key must have; an admin key may do everything
     * @param kind whose room its requests take
     * @param bodyLimit in bytes; 0 for requests without a body
     * @param query the names of the query parameters that it knows
     */
    record Api(
            HttpString method,
            String path,
            Scope scope,
            Admission.Kind kind,
            int bodyLimit,
            Set<String> query,
            Endpoint endpoint)
            implements Route {

        boolean hasBody() {
            return bodyLimit > 0;
        }
    }

    /** A page of text, which everybody may get. */
    record Page(HttpString method, String path, Supplier<Text> text) implements Route {}

    /** What a page says. */
    record Text(int status, String body) {}

    /** A route that reads. */
    static Route get(String path, Scope scope, Endpoint endpoint, String... query) {
        return new Api(Methods.GET, path, scope, Admission.Kind.READ, 0, Set.of(query), endpoint);
    }

    /** A route that writes what is in a body. */
    static Route post(String path, Scope scope, int bodyLimit, Endpoint endpoint) {
        return new Api(Methods.POST, path, scope, Admission.Kind.WRITE, bodyLimit, Set.of(), endpoint);
    }

    /** A route that sets what its path names to what is in a body. */
    static Route put(String path, Scope scope, int bodyLimit, Endpoint endpoint) {
        return new Api(Methods.PUT, path, scope, Admission.Kind.WRITE, bodyLimit, Set.of(), endpoint);
    }

    /** A route that ends something. */
    static Route delete(String path, Scope scope, Endpoint endpoint) {
        return delete(path, scope, 0, endpoint);
    }

    /** A route that ends something, as a body says. */
    static Route delete(String path, Scope scope, int bodyLimit, Endpoint endpoint) {
        return new Api(Methods.DELETE, path, scope, Admission.Kind.WRITE, bodyLimit, Set.of(), endpoint);
    }

    static Route page(String path, Supplier<Text> text) {
        return new Page(Methods.GET, path, text);
    }
}
