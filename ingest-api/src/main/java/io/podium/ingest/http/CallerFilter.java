package io.podium.ingest.http;

import io.podium.ingest.access.KeyRing;
import io.podium.ingest.access.KeySecret;
import io.podium.ingest.token.Tokens;
import io.undertow.util.Headers;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Who asks: the good key or the good token of header {@code Authorization}. While keys and revocations are being
 * loaded, none is judged good or bad.
 */
final class CallerFilter implements Filter {

    private static final String SCHEME = "Bearer ";

    private final KeyRing keys;
    private final Tokens tokens;

    CallerFilter(KeyRing keys, Tokens tokens) {
        this.keys = keys;
        this.tokens = tokens;
    }

    @Override
    public CompletableFuture<ApiAnswer> answer(Call call, Next next) throws RefusedException {
        Caller caller = caller(call.header(Headers.AUTHORIZATION));
        return next.answer(call.with(call.request().withCaller(caller)));
    }

    private Caller caller(@Nullable String header) throws RefusedException {
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new RefusedException(
                    Refusal.unauthorized("unauthorized", "expected header Authorization: Bearer <key or token>"));
        }
        String text = header.substring(SCHEME.length()).trim();
        if (KeySecret.isWellFormed(text)) {
            return server(new KeySecret(text));
        } else if (text.indexOf('.') >= 0) {
            return device(text);
        }
        throw badKey();
    }

    private Caller server(KeySecret secret) throws RefusedException {
        if (!keys.isComplete()) {
            throw loading();
        }
        return keys.find(secret).map(Caller.Server::new).orElseThrow(CallerFilter::badKey);
    }

    private Caller device(String text) throws RefusedException {
        Tokens.Verified verified = tokens.verify(text);
        if (verified instanceof Tokens.Verified.Good good) {
            return new Caller.Device(good.token());
        } else if (verified instanceof Tokens.Verified.Expired expired) {
            throw new RefusedException(Refusal.unauthorized(
                    "token_expired", "expected a token that is still good, but it expired at " + expired.at()));
        } else if (verified instanceof Tokens.Verified.Loading) {
            throw loading();
        }
        throw new RefusedException(Refusal.unauthorized(
                "token_invalid", "expected a token that this API has minted and nobody has revoked, but it is none"));
    }

    private static RefusedException loading() {
        return new RefusedException(
                Refusal.unavailable("expected to know all keys, but they are still being loaded; retry"));
    }

    private static RefusedException badKey() {
        return new RefusedException(
                Refusal.unauthorized("unauthorized", "expected a valid key, but it is unknown or revoked"));
    }
}
