package io.podium.ingest.http;

import java.util.concurrent.CompletableFuture;

/** How long answers take, and which: from here until the answer is written. */
final class TimingFilter implements Filter {

    private final HttpMetrics metrics;

    TimingFilter(HttpMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public CompletableFuture<ApiAnswer> answer(Call call, Next next) throws RefusedException {
        metrics.time(call.exchange());
        return next.answer(call);
    }
}
