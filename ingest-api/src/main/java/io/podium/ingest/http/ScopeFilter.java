package io.podium.ingest.http;

import io.podium.schemas.access.ApiKey.Scope;
import java.util.concurrent.CompletableFuture;

/** What a key may do: what its scope names; an admin key may do everything. */
final class ScopeFilter implements Filter {

    private final Scope needed;

    ScopeFilter(Scope needed) {
        this.needed = needed;
    }

    @Override
    public CompletableFuture<ApiAnswer> answer(Call call, Next next) throws RefusedException {
        Scope scope = call.request().key().scope();
        if (scope != Scope.ADMIN && scope != needed) {
            throw new RefusedException(Refusal.forbidden(
                    "wrong_scope", "expected a key of scope admin, but its scope is " + scope.wireName()));
        }
        return next.answer(call);
    }
}
