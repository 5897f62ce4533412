package io.podium.ingest.query;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.podium.schemas.json.Json;
import io.podium.schemas.query.Answer;
import io.podium.schemas.query.PartitionOwners;
import io.podium.schemas.query.QueryWire;
import io.podium.schemas.query.QueryWire.AnswerMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** The query server of a processor that answers what a test says, and remembers what it was asked. */
final class FakeProcessor implements AutoCloseable {

    /** One question: its path, its body, and the secret that came with it; null for none. */
    record Asked(String path, String body, String secret) {}

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Map<String, Supplier<Answer<?>>> answers = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private volatile PartitionOwners owners;
    private volatile int status = 200;

    FakeProcessor() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** What it says of who owns what. */
    void knows(PartitionOwners newOwners) {
        owners = newOwners;
    }

    /** What it answers to each question of a kind. */
    void answers(String path, Supplier<Answer<?>> answer) {
        answers.put(path, answer);
    }

    /** Answers everything with this status and no body that means anything. */
    void fails(int newStatus) {
        status = newStatus;
    }

    long questions(String path) {
        return asked.stream().filter(one -> one.path().equals(path)).count();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        asked.add(new Asked(
                path,
                new String(body, java.nio.charset.StandardCharsets.UTF_8),
                exchange.getRequestHeaders().getFirst(QueryWire.SECRET_HEADER)));
        byte[] answer = path.equals(QueryWire.OWNERS)
                ? Json.write(owners)
                : Json.write(AnswerMessage.of(
                        answers.getOrDefault(path, Answer.Unknown::new).get()));
        exchange.sendResponseHeaders(status, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
