package io.podium.ingest.http;

import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Refuses headers that stand twice where each says who asks or how to read: a proxy might look at one of them and this
 * node at the other.
 */
final class SingleHeadersFilter implements Filter {

    private static final List<HttpString> NAMES = List.of(
            Headers.AUTHORIZATION,
            TenantFilter.X_TENANT,
            Headers.CONTENT_TYPE,
            Headers.CONTENT_ENCODING,
            Headers.CONTENT_LENGTH);

    @Override
    public CompletableFuture<ApiAnswer> answer(Call call, Next next) throws RefusedException {
        for (HttpString name : NAMES) {
            HeaderValues values = call.exchange().getRequestHeaders().get(name);
            if (values != null && values.size() > 1) {
                throw new RefusedException(Refusal.badRequest(
                        "repeated_header",
                        "expected one header " + name + ", but " + values.size() + " came",
                        List.of()));
            }
        }
        return next.answer(call);
    }
}
