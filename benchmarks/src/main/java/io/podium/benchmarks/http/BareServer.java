package io.podium.benchmarks.http;

import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The least that an API node can do: the events of a body, a line each, go to a topic as they came, and the answer is
 * sent when all replicas have them. The same server and producer settings as the product's; nothing is parsed,
 * checked or asked. With a bare engine on that topic the answer waits until its first stage has processed them, which
 * is the least that an exact verdict takes on Kafka Streams.
 */
final class BareServer implements AutoCloseable {

    private static final byte[] ANSWER =
            "{\"event_id\":\"evt_01HWABCDEFGHJKMNPQRSTVWXYZ\",\"duplicate\":false}".getBytes(StandardCharsets.UTF_8);

    private final String topic;
    private final @Nullable BareSystem engine;
    private final Producer<byte[], byte[]> producer;
    private final Undertow server;

    /**
     * Starts a server on a free port.
     *
     * @param engine whom to wait for; null for nobody
     */
    BareServer(String bootstrapServers, String topic, @Nullable BareSystem engine) {
        this.topic = topic;
        this.engine = engine;
        producer = RawProducing.producer(bootstrapServers, 0);
        server =
                Undertow.builder().addHttpListener(0, "127.0.0.1", this::handle).build();
        server.start();
    }

    int port() {
        return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }

    private void handle(HttpServerExchange exchange) {
        exchange.getRequestReceiver()
                .receiveFullBytes((received, body) -> received.dispatch(Runnable::run, () -> produce(received, body)));
    }

    private void produce(HttpServerExchange exchange, byte[] body) {
        List<byte[]> events = lines(body);
        AtomicInteger left = new AtomicInteger(events.size());
        AtomicBoolean failed = new AtomicBoolean();
        Runnable one = () -> {
            if (left.decrementAndGet() == 0) {
                answer(exchange, !failed.get());
            }
        };
        Callback written = (place, failure) -> {
            if (failure == null && engine != null) {
                engine.whenProcessed(place.partition(), place.offset(), one);
            } else {
                if (failure != null) {
                    failed.set(true);
                }
                one.run();
            }
        };
        for (byte[] event : events) {
            producer.send(new ProducerRecord<>(topic, Events.key(event), event), written);
        }
    }

    private static void answer(HttpServerExchange exchange, boolean taken) {
        exchange.setStatusCode(taken ? 202 : 503);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
        exchange.getResponseSender().send(ByteBuffer.wrap(ANSWER));
    }

    private static List<byte[]> lines(byte[] body) {
        List<byte[]> lines = new ArrayList<>();
        int begin = 0;
        for (int end = 0; end <= body.length; end++) {
            if (end == body.length || body[end] == '\n') {
                lines.add(Arrays.copyOfRange(body, begin, end));
                begin = end + 1;
            }
        }
        return lines;
    }

    @Override
    public void close() {
        server.stop();
        producer.close(Duration.ofSeconds(2));
    }
}
