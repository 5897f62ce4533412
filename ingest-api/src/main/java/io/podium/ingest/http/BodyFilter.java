package io.podium.ingest.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.SameThreadExecutor;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;

/**
 * Receives the whole body, and ends the connection if it does not come in time, however busy it is kept. What comes
 * behind runs outside of the server's call, which would end the exchange when it returns: on the IO thread, or for a
 * large or gzipped body in the worker pool.
 */
final class BodyFilter implements Filter {

    private final int limit;
    private final Duration deadline;

    /**
     * A filter of one route.
     *
     * @param limit in bytes; 0 for requests without a body
     * @param deadline by when a body must have come as a whole
     */
    BodyFilter(int limit, Duration deadline) {
        this.limit = limit;
        this.deadline = deadline;
    }

    @Override
    public CompletableFuture<ApiAnswer> answer(Call call, Next next) throws RefusedException {
        CompletableFuture<ApiAnswer> answer = new CompletableFuture<>();
        if (limit == 0) {
            dispatch(call.exchange(), SameThreadExecutor.INSTANCE, answer, () -> next.answer(call));
        } else {
            boolean gzip = isGzip(call.header(Headers.CONTENT_ENCODING));
            receive(call, new IncomingBody(call.lease(), limit, gzip), answer, next);
        }
        return answer;
    }

    private void receive(Call call, IncomingBody body, CompletableFuture<ApiAnswer> answer, Next next) {
        HttpServerExchange exchange = call.exchange();
        // A little more than is taken, so that whoever sends somewhat too much still gets the answer that says so.
        exchange.setMaxEntitySize(2L * limit);
        XnioExecutor.Key tooLate = exchange.getIoThread()
                .executeAfter(
                        () -> IoUtils.safeClose(exchange.getConnection()), deadline.toMillis(), TimeUnit.MILLISECONDS);
        exchange.getRequestReceiver()
                .receivePartialBytes(
                        (received, chunk, last) -> {
                            body.add(chunk);
                            if (last) {
                                tooLate.remove();
                                Executor executor = body.isLarge()
                                        ? received.getConnection().getWorker()
                                        : SameThreadExecutor.INSTANCE;
                                dispatch(
                                        received,
                                        executor,
                                        answer,
                                        () -> next.answer(
                                                call.with(call.request().withBody(body.whole()))));
                            }
                        },
                        (broken, failure) -> {
                            tooLate.remove();
                            dispatch(broken, SameThreadExecutor.INSTANCE, answer, () -> {
                                throw new RefusedException(
                                        body.isTooLarge() ? Refusal.tooLarge(limit) : Refusal.brokenOff());
                            });
                        });
    }

    /** Whether the body is gzipped; refuses other encodings. */
    private static boolean isGzip(@Nullable String contentEncoding) throws RefusedException {
        if (contentEncoding == null || contentEncoding.equalsIgnoreCase("identity")) {
            return false;
        }
        if (contentEncoding.equalsIgnoreCase("gzip")) {
            return true;
        }
        throw new RefusedException(
                Refusal.unsupportedMedia("expected Content-Encoding gzip or identity, but " + contentEncoding));
    }

    /** What answers later. */
    private interface Work {
        CompletableFuture<ApiAnswer> answer() throws RefusedException;
    }

    private static void dispatch(
            HttpServerExchange exchange, Executor executor, CompletableFuture<ApiAnswer> answer, Work work) {
        exchange.dispatch(executor, () -> {
            try {
                work.answer().whenComplete((value, failure) -> {
                    if (failure == null) {
                        answer.complete(value);
                    } else {
                        answer.completeExceptionally(failure);
                    }
                });
            } catch (RefusedException | RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
    }
}
