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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;

/**
 * A client that reads server-sent events (the HTML standard's {@code text/event-stream}). What it does not read has the
 * bounds of {@link EventSink}.
 */
final class SseSink implements EventSink {

    private static final Logger LOG = LoggerFactory.getLogger(SseSink.class);
    private static final HttpString ACCEL_BUFFERING = new HttpString("X-Accel-Buffering");
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);
    /** How long a client has to read its last event. */
    private static final Duration LAST = Duration.ofSeconds(2);

    private static final int IGNORED_BYTES = 64;

    private final HttpServerExchange exchange;
    private final ServerSentEventConnection connection;
    private final AtomicInteger events = new AtomicInteger();
    private final AtomicLong characters = new AtomicLong();

    private SseSink(HttpServerExchange exchange, ServerSentEventConnection connection) {
        this.exchange = exchange;
        this.connection = connection;
    }

    /** Answers with a stream, which is closed with the connection; on the exchange's IO thread. */
    static void open(HttpServerExchange exchange, LiveStream stream) {
        exchange.addExchangeCompleteListener((completed, next) -> {
            stream.close();
            next.proceed();
        });
        exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
        exchange.getResponseHeaders().put(ACCEL_BUFFERING, "no"); // proxies hand on each event at once
        if (exchange.isComplete() || exchange.getRequestMethod().equals(Methods.HEAD)) {
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/event-stream; charset=UTF-8");
            stream.close();
            exchange.endExchange();
            return;
        }
        try {
            new ServerSentEventHandler((connection, lastEventId) -> {
                        connection.addCloseTask(closed -> stream.close());
                        connection.sendRetry(RETRY.toMillis());
                        connection.setKeepAliveTime(KEEP_ALIVE.toMillis());
                        exchange.getIoThread().execute(() -> closeWithClient(exchange, connection));
                        stream.open(new SseSink(exchange, connection));
                    })
                    .handleRequest(exchange);
        } catch (Exception e) { // which the library declares; a client that is gone is none
            LOG.debug("a stream could not be opened", e);
            stream.close();
            IoUtils.safeClose(exchange.getConnection());
        }
    }

    /** Nothing more is expected of the client but the end of the connection, which else only a write would notice. */
    private static void closeWithClient(HttpServerExchange exchange, ServerSentEventConnection connection) {
        StreamConnection channel = ((AbstractServerConnection) exchange.getConnection()).getChannel();
        ByteBuffer ignored = ByteBuffer.allocate(IGNORED_BYTES);
        channel.getSourceChannel().setReadListener(source -> {
            try {
                ignored.clear();
                int read = source.read(ignored);
                while (read > 0) {
                    ignored.clear();
                    read = source.read(ignored);
                }
                if (read < 0) {
                    IoUtils.safeClose(connection);
                }
            } catch (IOException e) {
                IoUtils.safeClose(connection);
            }
        });
        channel.getSourceChannel().wakeupReads();
    }

    @Override
    public boolean send(@Nullable String id, @Nullable String event, @Nullable String data) {
        int size = data == null ? 0 : data.length();
        int waiting = events.get();
        if (waiting >= MOST_EVENTS || waiting > 0 && characters.get() + size > MOST_CHARACTERS) {
            return false;
        }
        events.incrementAndGet();
        characters.addAndGet(size);
        connection.send(data, event, id, new Sent(() -> {
            events.decrementAndGet();
            characters.addAndGet(-size);
        }));
        return true;
    }

    @Override
    public void end(String event, String data) {
        connection.send(data, event, null, new Sent(this::close));
        exchange.getIoThread().executeAfter(this::closeNow, LAST.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        exchange.getIoThread().execute(this::closeNow);
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
