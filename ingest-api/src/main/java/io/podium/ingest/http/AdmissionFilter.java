package io.podium.ingest.http;

import java.util.concurrent.CompletableFuture;

/** Whether there is room for one more: a request that is there as a whole is worked on, or asked to come again. */
final class AdmissionFilter implements Filter {

    @Override
    public CompletableFuture<ApiAnswer> answer(Call call, Next next) throws RefusedException {
        if (!call.lease().enter()) {
            throw new RefusedException(Refusal.crowded());
        }
        return next.answer(call);
    }
}
