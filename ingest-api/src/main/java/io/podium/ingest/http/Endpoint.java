package io.podium.ingest.http;

import java.util.concurrent.CompletableFuture;

/** What answers the requests of one route. */
@FunctionalInterface
interface Endpoint {

    /** Answers, without blocking; throws when the request itself is wrong. */
    CompletableFuture<ApiAnswer> answer(ApiRequest request) throws RefusedException;
}
