package io.podium.ingest.http;

import io.podium.ingest.live.EventSink;
import io.podium.ingest.live.LiveStream;
import io.undertow.server.AbstractServerConnection;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.sse.ServerSentEventConnection;
import io.undertow.server.handlers.sse.ServerSentEventConnection.EventCallback;
import io.undertow.server.handlers.sse.ServerSentEventHandler;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * A client that reads server-sent events (the HTML standard's {@code text/event-stream}). What it does not read has the
 * bounds of {@link EventSink}. The library's connection has a lock, which it holds while it reports its end; so it is
 * touched by its IO thread alone, and whoever sends may hold locks of its own.
 */
final class SseSink implements EventSink {

    private static final Logger LOG = LoggerFactory.getLogger(SseSink.class);
    private static final HttpString ACCEL_BUFFERING = new HttpString("X-Accel-Buffering");
    private static final String EVENT_STREAM = "text/event-stream; charset=UTF-8";
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);
    /** How long a client has to read its last event. */
    private static final Duration LAST = Duration.ofSeconds(2);
    /** What a client may send behind its request, at the most; nothing is expected. */
    private static final int MOST_IGNORED_BYTES = 64 * 1024;

    private static final int CHUNK_BYTES = 1024;

    private final HttpServerExchange exchange;
    private final ServerSentEventConnection connection;
    private final LiveStream stream;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong characters = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();

    private SseSink(HttpServerExchange exchange, ServerSentEventConnection connection, LiveStream stream) {
        this.exchange = exchange;
        this.connection = connection;
        this.stream = stream;
    }

    /** Answers with a stream, which is closed with the connection; on the exchange's IO thread. */
    static void open(HttpServerExchange exchange, LiveStream stream) {
        exchange.addExchangeCompleteListener((completed, next) -> {
            later(exchange, stream::close);
            next.proceed();
        });
        exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
        exchange.getResponseHeaders().put(ACCEL_BUFFERING, "no"); // proxies hand on each event at once
        if (exchange.isComplete() || exchange.getRequestMethod().equals(Methods.HEAD)) {
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, EVENT_STREAM);
            stream.close();
            exchange.endExchange();
            return;
        }
        try {
            new ServerSentEventHandler(
                            (connection, lastEventId) -> later(exchange, () -> begin(exchange, connection, stream)))
                    .handleRequest(exchange);
        } catch (Exception e) { // which the library declares; a client that is gone is none
            LOG.debug("a stream could not be opened", e);
            stream.close();
            IoUtils.safeClose(exchange.getConnection());
        }
    }

    /** On the IO thread, behind what it does now; not at all when the server has stopped. */
    private static void later(HttpServerExchange exchange, Runnable task) {
        try {
            exchange.getIoThread().execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("a stream ends with its server");
        }
    }

    private static void begin(HttpServerExchange exchange, ServerSentEventConnection connection, LiveStream stream) {
        connection.addCloseTask(closed -> later(exchange, stream::close));
        connection.sendRetry(RETRY.toMillis());
        connection.setKeepAliveTime(KEEP_ALIVE.toMillis());
        closeWithClient(exchange, connection);
        stream.open(new SseSink(exchange, connection, stream));
    }

    /** Nothing more is expected of the client but the end of the connection, which else only a write would notice. */
    private static void closeWithClient(HttpServerExchange exchange, ServerSentEventConnection connection) {
        ConduitStreamSourceChannel source = ((AbstractServerConnection) exchange.getConnection())
                .getChannel()
                .getSourceChannel();
        ByteBuffer ignored = ByteBuffer.allocate(CHUNK_BYTES);
        int[] left = {MOST_IGNORED_BYTES};
        source.setReadListener(channel -> {
            try {
                int read = 1;
                while (read > 0 && left[0] > 0) {
                    ignored.clear();
                    read = channel.read(ignored);
                    left[0] -= read;
                }
                if (read < 0 || left[0] <= 0) {
                    IoUtils.safeClose(connection);
                }
            } catch (IOException e) {
                IoUtils.safeClose(connection);
            }
        });
        source.wakeupReads();
    }

    @Override
    public boolean send(@Nullable String id, @Nullable String event, @Nullable String data) {
        int size = data == null ? 0 : data.length();
        int before = waiting.get();
        if (before >= MOST_EVENTS || before > 0 && characters.get() + size > MOST_CHARACTERS) {
            return false;
        }
        waiting.incrementAndGet();
        characters.addAndGet(size);
        write(id, event, data, () -> {
            sent.incrementAndGet();
            characters.addAndGet(-size);
            if (waiting.decrementAndGet() == 0) {
                later(exchange, stream::drained);
            }
        });
        return true;
    }

    private void write(@Nullable String id, @Nullable String event, @Nullable String data, Runnable then) {
        later(exchange, () -> connection.send(data, event, id, new Sent(then)));
    }

    @Override
    public boolean isDrained() {
        return waiting.get() == 0;
    }

    @Override
    public long sent() {
        return sent.get();
    }

    @Override
    public void end(String event, String data) {
        write(null, event, data, this::close);
        later(exchange, () -> exchange.getIoThread()
                .executeAfter(this::closeNow, LAST.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    public void close() {
        later(exchange, this::closeNow);
    }

    private void closeNow() {
        IoUtils.safeClose(connection);
    }

    /** What to do when an event was sent, or never will be. */
    private record Sent(Runnable then) implements EventCallback {
        @Override
        public void done(ServerSentEventConnection connection, String data, String event, String id) {
            then.run();
        }

        @Override
        public void failed(
                ServerSentEventConnection connection, String data, String event, String id, IOException failure) {
            then.run();
        }
    }
}
