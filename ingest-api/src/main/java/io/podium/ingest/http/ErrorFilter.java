package io.podium.ingest.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes answers of refusals, and of failures, which are logged: whatever happens behind it, there is an answer. */
final class ErrorFilter implements Filter {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorFilter.class);

    @Override
    public CompletableFuture<ApiAnswer> answer(Call call, Next next) {
        String requestId = call.request().requestId();
        try {
            return next.answer(call).exceptionally(failure -> answer(requestId, failure));
        } catch (RefusedException | RuntimeException e) {
            return CompletableFuture.completedFuture(answer(requestId, e));
        }
    }

    private static ApiAnswer answer(String requestId, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof RefusedException refused) {
            return refused.refusal().answer(requestId);
        }
        LOG.error("request {} failed", requestId, cause);
        return Refusal.internal().answer(requestId);
    }
}
