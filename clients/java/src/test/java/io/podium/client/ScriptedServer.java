package io.podium.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A server that answers request after request as a test says, the last step for all further. */
final class ScriptedServer implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String REFUSAL =
            "{\"error\":\"some_code\",\"message\":\"why\",\"details\":[{\"path\":\"a\",\"code\":\"b\",\"message\":\"c\"}],\"request_id\":\"r\"}";

    private final HttpServer server;
    private final AtomicInteger next = new AtomicInteger();
    final List<Request> requests = new CopyOnWriteArrayList<>();

    /** What came. */
    record Request(String method, String path, Map<String, List<String>> headers, JsonNode body) {}

    /** An answer; status 0 breaks the connection within the answer. */
    record Step(int status, Map<String, String> headers, Function<Request, String> body) {
        static Step of(int status) {
            return new Step(status, Map.of(), request -> status >= 400 ? REFUSAL : "{}");
        }

        static Step of(int status, String body) {
            return new Step(status, Map.of(), request -> body);
        }

        static Step retryAfter(int status, String seconds) {
            return new Step(status, Map.of("Retry-After", seconds), request -> REFUSAL);
        }

        static Step broken() {
            return of(0, "");
        }
    }

    ScriptedServer(Step... script) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> answer(exchange, script));
        server.start();
    }

    private void answer(HttpExchange exchange, Step[] script) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Request request = new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                exchange.getRequestHeaders(),
                body.length == 0 ? null : MAPPER.readTree(body));
        requests.add(request);
        Step step = script[Math.min(next.getAndIncrement(), script.length - 1)];
        if (step.status() == 0) {
            exchange.sendResponseHeaders(202, 100);
            exchange.getResponseBody().write('{');
            throw new IOException("broken on purpose");
        }
        step.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        byte[] answer = step.body().apply(request).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(step.status(), answer.length == 0 ? -1 : answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    PodiumClient client(Timing timing) {
        return PodiumClient.builder()
                .url("http://127.0.0.1:" + server.getAddress().getPort() + "/")
                .tenant("t")
                .key("bq")
                .timing(timing)
                .build();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
