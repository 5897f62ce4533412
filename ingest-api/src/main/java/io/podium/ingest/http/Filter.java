package io.podium.ingest.http;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One thing that all requests pass on their way to an endpoint: it refuses the call, or adds to it and hands it on. */
@FunctionalInterface
interface Filter {

    /**
     * Refuses, or answers with what comes behind; without blocking.
     *
     * @throws RefusedException when the request is not served
     */
    CompletableFuture<ApiAnswer> answer(Call call, Next next) throws RefusedException;

    /** What comes behind a filter. */
    @FunctionalInterface
    interface Next {
        CompletableFuture<ApiAnswer> answer(Call call) throws RefusedException;
    }

    /** Filters as one, the first outermost, and the endpoint behind the last. */
    static Next column(List<Filter> filters, Endpoint endpoint) {
        Next next = call -> endpoint.answer(call.request());
        for (int i = filters.size() - 1; i >= 0; i--) {
            Filter filter = filters.get(i);
            Next behind = next;
            next = call -> filter.answer(call, behind);
        }
        return next;
    }
}
