package io.podium.ingest.http;

import io.podium.ingest.access.RateLimits;
import io.undertow.util.HttpString;
import java.util.concurrent.CompletableFuture;

/** How often: counts the request, and reports in the answer's headers how many more there may be. */
final class RateFilter implements Filter {

    private static final HttpString LIMIT = new HttpString("X-RateLimit-Limit");
    private static final HttpString REMAINING = new HttpString("X-RateLimit-Remaining");
    private static final HttpString RESET = new HttpString("X-RateLimit-Reset");

    private final RateLimits limits;

    RateFilter(RateLimits limits) {
        this.limits = limits;
    }

    @Override
    public CompletableFuture<ApiAnswer> answer(Call call, Next next) throws RefusedException {
        RateLimits.RateDecision ruling = decision(call.request().caller());
        if (ruling.limit() > 0) {
            call.exchange()
                    .getResponseHeaders()
                    .put(LIMIT, ruling.limit())
                    .put(REMAINING, ruling.remaining())
                    .put(RESET, ruling.resetSeconds());
        }
        if (!ruling.passes()) {
            throw new RefusedException(Refusal.tooMany(ruling.resetSeconds()));
        }
        return next.answer(call);
    }

    private RateLimits.RateDecision decision(Caller caller) {
        return caller instanceof Caller.Server server
                ? limits.request(server.key())
                : limits.request(
                        caller.tenantId(), ((Caller.Device) caller).token().participantId());
    }
}
