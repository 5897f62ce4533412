package io.podium.ingest.http;

import io.podium.schemas.json.Json;
import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;

/**
 * Writes answers, within a bound on what waits for clients that do not read: an answer that finds no room closes its
 * connection (the client retries, as after any broken one), and a connection whose answer is not read by a deadline is
 * closed. Answers that a socket's buffer takes at once, which is nearly all of them, count for nothing.
 */
final class AnswerWriter {

    private final long maxBytes;
    private final Duration deadline;
    private final AtomicLong waiting = new AtomicLong();

    /**
     * A writer for one node.
     *
     * @param maxBytes that may wait for clients to read them
     * @param deadline by when a client must have read its answer
     */
    AnswerWriter(long maxBytes, Duration deadline) {
        this.maxBytes = maxBytes;
        this.deadline = deadline;
    }

    /** Bytes of answers that wait for clients to read them. */
    long waitingBytes() {
        return waiting.get();
    }

    /** Writes an answer; on the exchange's IO thread. */
    void send(HttpServerExchange exchange, ApiAnswer answer) {
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().put(new HttpString(name), value));
        byte[] body = Json.write(answer.body());
        byte[] sent = ReadCaching.isRead(exchange) ? ReadCaching.prepare(exchange, answer.status(), body) : body;
        if (sent == null) {
            exchange.endExchange(); // the client has it already
        } else {
            send(exchange, answer.status(), "application/json", sent);
        }
    }

    /** Writes a page; on the exchange's IO thread. */
    void send(HttpServerExchange exchange, int status, String contentType, byte[] body) {
        exchange.setStatusCode(status);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, contentType);
        exchange.setResponseContentLength(body.length);
        Unread unread = new Unread(exchange, body.length);
        exchange.getResponseSender().send(ByteBuffer.wrap(body), unread);
        unread.await();
    }

    /** An answer until its client has read it; on the exchange's IO thread. */
    private final class Unread implements IoCallback {

        private final HttpServerExchange exchange;
        private final int bytes;
        private XnioExecutor.@Nullable Key tooLate;
        private boolean done;

        Unread(HttpServerExchange exchange, int bytes) {
            this.exchange = exchange;
            this.bytes = bytes;
        }

        /** Unless the socket took it all at once. */
        void await() {
            if (done) {
                return;
            }
            if (waiting.addAndGet(bytes) > maxBytes) {
                waiting.addAndGet(-bytes);
                done = true;
                IoUtils.safeClose(exchange.getConnection());
                return;
            }
            tooLate = exchange.getIoThread()
                    .executeAfter(
                            () -> IoUtils.safeClose(exchange.getConnection()),
                            deadline.toMillis(),
                            TimeUnit.MILLISECONDS);
            exchange.getConnection().addCloseListener(closed -> leave());
        }

        private void leave() {
            if (!done && tooLate != null) {
                tooLate.remove();
                waiting.addAndGet(-bytes);
            }
            done = true;
        }

        @Override
        public void onComplete(HttpServerExchange completed, Sender sender) {
            leave();
            IoCallback.END_EXCHANGE.onComplete(completed, sender);
        }

        @Override
        public void onException(HttpServerExchange broken, Sender sender, IOException exception) {
            leave();
            IoCallback.END_EXCHANGE.onException(broken, sender, exception);
        }
    }
}
