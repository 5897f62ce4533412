package io.podium.ingest.http;

import java.util.concurrent.CompletableFuture;

/** Refuses a body that is too large by its own declaration, before any of it is read. */
final class LengthFilter implements Filter {

    private final int limit;

    /**
     * A filter of one route.
     *
     * @param limit in bytes
     */
    LengthFilter(int limit) {
        this.limit = limit;
    }

    @Override
    public CompletableFuture<ApiAnswer> answer(Call call, Next next) throws RefusedException {
        if (call.exchange().getRequestContentLength() > limit) {
            throw new RefusedException(Refusal.tooLarge(limit));
        }
        return next.answer(call);
    }
}
