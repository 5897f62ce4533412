package io.podium.ingest.http;

import java.util.concurrent.CompletableFuture;

/**
 * Opens the request's lease, and gives back what it took as soon as the answer is known, since how fast a client reads
 * it concerns nobody else; or when the connection ends before.
 */
final class LeaseFilter implements Filter {

    private final Admission admission;
    private final Admission.Kind kind;

    LeaseFilter(Admission admission, Admission.Kind kind) {
        this.admission = admission;
        this.kind = kind;
    }

    @Override
    public CompletableFuture<ApiAnswer> answer(Call call, Next next) throws RefusedException {
        Admission.Lease lease = admission.open(kind);
        call.exchange().addExchangeCompleteListener((completed, listeners) -> {
            lease.leave();
            listeners.proceed();
        });
        return next.answer(call.with(lease)).whenComplete((answer, failure) -> lease.leave());
    }
}
