package io.podium.benchmarks.http;

import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The least that an HTTP front can do: a body goes to a topic as it came, and the answer is sent when all replicas have
 * it. The same server, port by port, and the same producer settings as the product's; nothing is parsed, checked or asked.
 */
final class BareServer implements AutoCloseable {

    private static final byte[] ANSWER =
            "{\"event_id\":\"evt_01HWABCDEFGHJKMNPQRSTVWXYZ\",\"duplicate\":false}".getBytes(StandardCharsets.UTF_8);

    private final String topic;
    private final Producer<byte[], byte[]> producer;
    private final Undertow server;

    BareServer(String bootstrapServers, String topic) {
        this.topic = topic;
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
                .receiveFullBytes((received, body) -> received.dispatch(
                        Runnable::run,
                        () -> producer.send(new ProducerRecord<>(topic, body), (place, failure) -> {
                            received.setStatusCode(failure == null ? 202 : 503);
                            received.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
                            received.getResponseSender().send(ByteBuffer.wrap(ANSWER));
                        })));
    }

    @Override
    public void close() {
        server.stop();
        producer.close(Duration.ofSeconds(2));
    }
}
