package io.podium.ingest.http;

import static java.util.Objects.requireNonNull;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way through the filters: the server's exchange, and what they have found out so far.
 *
 * @param request complete when it reaches the endpoint
 * @param lease what it holds of the node's bounds; null before {@link LeaseFilter}
 */
record Call(HttpServerExchange exchange, ApiRequest request, Admission.@Nullable Lease lease) {

    /** A request of which nothing but its id is known. */
    static Call begin(HttpServerExchange exchange, String requestId) {
        return new Call(exchange, ApiRequest.begin(requestId), null);
    }

    Call with(ApiRequest newRequest) {
        return new Call(exchange, newRequest, lease);
    }

    Call with(Admission.Lease newLease) {
        return new Call(exchange, request, newLease);
    }

    /** What it holds of the node's bounds, behind {@link LeaseFilter}. */
    @Override
    public Admission.Lease lease() {
        return requireNonNull(lease);
    }

    /** The first value of a header; null when it is absent. */
    @Nullable
    String header(HttpString name) {
        return exchange.getRequestHeaders().getFirst(name);
    }
}
