package io.podium.ingest.http;

import io.podium.ingest.access.KeyRing;
import io.podium.ingest.access.KeySecret;
import io.podium.schemas.access.ApiKey;
import io.undertow.util.Headers;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Who asks: the good key of header {@code Authorization}. While keys are being loaded, none is judged good or bad. */
final class ApiKeyFilter implements Filter {

    private static final String SCHEME = "Bearer ";

    private final KeyRing keys;

    ApiKeyFilter(KeyRing keys) {
        this.keys = keys;
    }

    @Override
    public CompletableFuture<ApiAnswer> answer(Call call, Next next) throws RefusedException {
        ApiKey key = key(call.header(Headers.AUTHORIZATION));
        return next.answer(call.with(call.request().withKey(key)));
    }

    private ApiKey key(@Nullable String header) throws RefusedException {
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new RefusedException(Refusal.unauthorized("expected header Authorization: Bearer <key>"));
        }
        String text = header.substring(SCHEME.length()).trim();
        if (!KeySecret.isWellFormed(text)) {
            throw badKey();
        }
        if (!keys.isComplete()) {
            throw new RefusedException(
                    Refusal.unavailable("expected to know all keys, but they are still being loaded; retry"));
        }
        return keys.find(new KeySecret(text)).orElseThrow(ApiKeyFilter::badKey);
    }

    private static RefusedException badKey() {
        return new RefusedException(Refusal.unauthorized("expected a valid key, but it is unknown or revoked"));
    }
}
