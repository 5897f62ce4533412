package io.podium.ingest.http;

import io.podium.ingest.live.LiveStream;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.concurrent.CompletableFuture;

/**
 * Lets the server's exchanges through the filters of a route to its endpoint, and writes the answer. Runs on IO threads
 * and holds none while it waits.
 */
final class ApiHandler implements HttpHandler {

    private final Filter.Next column;
    private final AnswerWriter answers;

    ApiHandler(Filter.Next column, AnswerWriter answers) {
        this.column = column;
        this.answers = answers;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws RefusedException {
        CompletableFuture<ApiAnswer> answer = column.answer(Call.begin(exchange, RequestIds.assign(exchange)));
        if (answer.isDone()) { // refused before anything was dispatched: the exchange is still the server's
            send(exchange, answer.join());
        } else {
            answer.thenAccept(value -> exchange.getIoThread().execute(() -> send(exchange, value)));
        }
    }

    private void send(HttpServerExchange exchange, ApiAnswer answer) {
        if (answer.body() instanceof LiveStream stream) {
            SseSink.open(exchange, stream);
        } else {
            answers.send(exchange, answer);
        }
    }
}
