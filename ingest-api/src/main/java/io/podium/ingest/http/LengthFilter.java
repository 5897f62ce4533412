package io.podium.ingest.http;

import io.undertow.util.Headers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Refuses a body that is too large by its own declaration, before any of it is read. */
final class LengthFilter implements Filter {

    private static final int LONG_DIGITS = 18;

    private final int limit;

    /**
     * A filter of one route.
     *
     * @param limit in bytes
     */
    LengthFilter(int limit) {
        this.limit = limit;
    }

    @Override
    public CompletableFuture<ApiAnswer> answer(Call call, Next next) throws RefusedException {
        if (declared(call.header(Headers.CONTENT_LENGTH)) > limit) {
            throw new RefusedException(Refusal.tooLarge(limit));
        }
        return next.answer(call);
    }

    /** In bytes; 0 where nothing is declared, and very long where a long can't hold it. */
    private static long declared(@Nullable String length) throws RefusedException {
        if (length == null) {
            return 0;
        } else if (!length.matches("[0-9]+")) {
            throw new RefusedException(Refusal.badRequest(
                    "bad_content_length", "expected a number of bytes in Content-Length, but " + length, List.of()));
        }
        return length.length() > LONG_DIGITS ? Long.MAX_VALUE : Long.parseLong(length);
    }
}
