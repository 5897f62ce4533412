package io.podium.ingest.http;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request as the filters make it, which is complete when all are passed. What the path names and what the query asks
 * for are different things and never stand for each other.
 *
 * @param caller whose it is; its tenant is the request's tenant; null before {@link CallerFilter}
 * @param body inflated; empty for GET and DELETE
 * @param variables the variables of the route, each decoded once
 * @param query the query's parameters; only those that the route knows
 * @param idempotencyKey the header of that name; null when absent
 * @param lastEventId the header of that name; null when absent
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ApiRequest(
        String requestId,
        @Nullable Caller caller,
        byte[] body,
        Map<String, String> variables,
        Map<String, String> query,
        @Nullable String idempotencyKey,
        @Nullable String lastEventId) {

    private static final byte[] NO_BODY = {};

    /** A request of which nothing but its id is known. */
    static ApiRequest begin(String requestId) {
        return new ApiRequest(requestId, null, NO_BODY, Map.of(), Map.of(), null, null);
    }

    ApiRequest withCaller(Caller newCaller) {
        return new ApiRequest(requestId, newCaller, body, variables, query, idempotencyKey, lastEventId);
    }

    ApiRequest withParameters(
            Map<String, String> newVariables,
            Map<String, String> newQuery,
            @Nullable String newIdempotencyKey,
            @Nullable String newLastEventId) {
        return new ApiRequest(requestId, caller, body, newVariables, newQuery, newIdempotencyKey, newLastEventId);
    }

    /** The same without any query. */
    ApiRequest withoutQuery() {
        return withParameters(variables, Map.of(), idempotencyKey, lastEventId);
    }

    ApiRequest withBody(byte[] newBody) {
        return new ApiRequest(requestId, caller, newBody, variables, query, idempotencyKey, lastEventId);
    }

    /** Whose it is, behind {@link CallerFilter}. */
    @Override
    public Caller caller() {
        return requireNonNull(caller);
    }

    String tenantId() {
        return caller().tenantId();
    }

    /** Whether an administrator asks. */
    boolean isAdmin() {
        return caller() instanceof Caller.Server server && server.isAdmin();
    }

    /** A variable of the path, which the route names. */
    String path(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalArgumentException("expected a variable of the route, but " + name);
        }
        return value;
    }

    Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name));
    }
}
