package io.podium.ingest.http;

import io.undertow.util.Headers;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** In what form: a body must say that it is JSON, in UTF-8. */
final class MediaTypeFilter implements Filter {

    private final boolean hasBody;

    /**
     * A filter of one route.
     *
     * @param hasBody whether its requests have bodies; others pass
     */
    MediaTypeFilter(boolean hasBody) {
        this.hasBody = hasBody;
    }

    @Override
    public CompletableFuture<ApiAnswer> answer(Call call, Next next) throws RefusedException {
        if (hasBody) {
            requireJson(call.header(Headers.CONTENT_TYPE));
        }
        return next.answer(call);
    }

    private static void requireJson(@Nullable String contentType) throws RefusedException {
        String type =
                contentType == null ? "" : contentType.toLowerCase(Locale.ROOT).replace(" ", "");
        if (!type.equals("application/json")
                && !type.equals("application/json;charset=utf-8")
                && !type.equals("application/json;charset=\"utf-8\"")) {
            throw new RefusedException(Refusal.unsupportedMedia("expected Content-Type application/json, but "
                    + (contentType == null ? "there is none" : contentType)));
        }
    }
}
