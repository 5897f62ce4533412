package io.podium.ingest.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;

/**
 * A request on its way through the filters: the server's exchange, and what they have found out so far.
 *
 * @param request complete when it reaches the endpoint
 * @param lease what it holds of the node's bounds; null before {@link LeaseFilter}
 */
record Call(HttpServerExchange exchange, ApiRequest request, Admission.Lease lease) {

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

    /** The first value of a header; null when it is absent. */
    String header(HttpString name) {
        return exchange.getRequestHeaders().getFirst(name);
    }
}
