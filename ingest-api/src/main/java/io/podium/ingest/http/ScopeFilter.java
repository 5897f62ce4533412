package io.podium.ingest.http;

import java.util.concurrent.CompletableFuture;

/** What a caller may do: what its key's or its token's scope names; an admin key may do everything. */
final class ScopeFilter implements Filter {

    private final Access needed;

    ScopeFilter(Access needed) {
        this.needed = needed;
    }

    @Override
    public CompletableFuture<ApiAnswer> answer(Call call, Next next) throws RefusedException {
        Caller caller = call.request().caller();
        if (!caller.may(needed)) {
            throw new RefusedException(Refusal.forbidden("wrong_scope", expected() + came(caller)));
        }
        return next.answer(call);
    }

    private String expected() {
        return switch (needed) {
            case ADMIN -> "expected a key of scope admin, but ";
            case READ -> "expected a key, or a token of scope read, but ";
            case FOLLOW -> "expected a key, or a token of scope stream, but ";
            case SEND -> "expected a key of scope admin, or a token of scope events, but ";
        };
    }

    private static String came(Caller caller) {
        return caller instanceof Caller.Server server
                ? "its scope is " + server.key().scope().wireName()
                : "this is a token without it";
    }
}
