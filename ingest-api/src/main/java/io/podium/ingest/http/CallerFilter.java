package io.podium.ingest.http;

import io.podium.ingest.access.KeyRing;
import io.podium.ingest.access.KeySecret;
import io.podium.ingest.token.ParticipantToken;
import io.podium.ingest.token.Tokens;
import io.undertow.util.Headers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Who asks: the good key or the good token of header {@code Authorization}. While keys and revocations are being
 * loaded, none is judged good or bad.
 */
final class CallerFilter implements Filter {

    private static final String SCHEME = "Bearer ";

    /** The query parameter of routes that browsers ask without headers. */
    static final String ACCESS_TOKEN = "access_token";

    private static final Duration LONGEST_IN_QUERY = Duration.ofMinutes(5);

    private final KeyRing keys;
    private final Tokens tokens;
    private final boolean takesQuery;

    /**
     * A filter of one route.
     *
     * @param takesQuery whether a token of a short life may stand in the query, where proxies write it into logs
     */
    CallerFilter(KeyRing keys, Tokens tokens, boolean takesQuery) {
        this.keys = keys;
        this.tokens = tokens;
        this.takesQuery = takesQuery;
    }

    @Override
    public CompletableFuture<ApiAnswer> answer(Call call, Next next) throws RefusedException {
        String header = call.header(Headers.AUTHORIZATION);
        String inQuery = takesQuery && header == null
                ? PercentEncoding.query(call.exchange().getQueryString()).get(ACCESS_TOKEN)
                : null;
        Caller caller = inQuery == null ? caller(header) : shortLived(inQuery);
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

    private Caller shortLived(String text) throws RefusedException {
        Caller.Device device = device(text);
        ParticipantToken token = device.token();
        if (Duration.between(token.issuedAt(), token.expiresAt()).compareTo(LONGEST_IN_QUERY) > 0) {
            throw new RefusedException(Refusal.unauthorized(
                    "token_invalid",
                    "expected a token of at most " + LONGEST_IN_QUERY.toSeconds()
                            + " s in the query, but this one lives longer; use header Authorization"));
        }
        return device;
    }

    private Caller server(KeySecret secret) throws RefusedException {
        if (!keys.isComplete()) {
            throw loading();
        }
        return keys.find(secret).map(Caller.Server::new).orElseThrow(CallerFilter::badKey);
    }

    private Caller.Device device(String text) throws RefusedException {
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
