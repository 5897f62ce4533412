package io.podium.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Requests with the contract's retries. */
final class Calls {

    private static final System.Logger LOG = System.getLogger(PodiumClient.class.getName());
    static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient http;
    private final String url;
    private final String tenant;
    private final String key;
    private final Timing timing;

    Calls(HttpClient http, String url, String tenant, String key, Timing timing) {
        this.http = http;
        this.url = url;
        this.tenant = tenant;
        this.key = key;
        this.timing = timing;
    }

    /**
     * What is asked for.
     *
     * @param body written as JSON; null for none
     * @param deadline for all attempts
     * @param attempt for each
     * @param idempotencyKey of the one event, for errors
     */
    record Call(
            String method,
            String path,
            @Nullable Object body,
            Duration deadline,
            Duration attempt,
            @Nullable String idempotencyKey) {

        static Call get(String path) {
            return new Call("GET", path, null, RetryPolicy.DEADLINE, RetryPolicy.ATTEMPT, null);
        }

        static Call post(String path, Object body) {
            return new Call("POST", path, body, RetryPolicy.DEADLINE, RetryPolicy.ATTEMPT, null);
        }

        /** With the limits of sync events. */
        Call sync() {
            return new Call(method, path, body, RetryPolicy.SYNC_DEADLINE, RetryPolicy.SYNC_ATTEMPT, idempotencyKey);
        }

        Call withKey(String newKey) {
            return new Call(method, path, body, deadline, attempt, newKey);
        }
    }

    /** The answer, read as a type. */
    <T> T call(Call call, Class<T> type) {
        byte[] answer = call(call);
        try {
            return MAPPER.readValue(answer, type);
        } catch (IOException e) {
            throw new IllegalStateException("expected an answer of Podium, but " + e.getMessage(), e);
        }
    }

    private byte[] call(Call call) {
        byte[] body = call.body() == null ? null : write(call.body());
        long deadline = timing.nanos() + call.deadline().toNanos();
        for (int attempt = 1; ; attempt++) {
            Exception cause;
            String retryAfter = null;
            try {
                HttpResponse<byte[]> answer = http.send(
                        request(call, body, shorter(call.attempt(), Duration.ofNanos(deadline - timing.nanos()))),
                        HttpResponse.BodyHandlers.ofByteArray());
                if (answer.statusCode() / 100 == 2) {
                    return answer.body();
                }
                PodiumException refusal = new PodiumException(answer.statusCode(), json(answer.body()));
                if (!RetryPolicy.isWorthRetrying(answer.statusCode())) {
                    throw refusal;
                }
                cause = refusal;
                retryAfter = answer.headers().firstValue("Retry-After").orElse(null);
            } catch (IOException e) {
                cause = e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new PodiumUnavailableException(e, attempt, call.idempotencyKey());
            }
            await(call, deadline, attempt, cause, retryAfter);
        }
    }

    private void await(Call call, long deadline, int attempt, Exception cause, @Nullable String retryAfter) {
        Duration wait = RetryPolicy.waitAfter(attempt, retryAfter, timing.chance());
        if (timing.nanos() + wait.toNanos() - deadline >= 0) {
            throw new PodiumUnavailableException(cause, attempt, call.idempotencyKey());
        }
        if (attempt >= RetryPolicy.WARN_FROM) {
            LOG.log(System.Logger.Level.WARNING, "attempt {0} failed: {1}", attempt, cause.toString());
        }
        try {
            timing.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PodiumUnavailableException(e, attempt, call.idempotencyKey());
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private HttpRequest request(Call call, byte @Nullable [] body, Duration timeout) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + call.path()))
                .timeout(timeout.isNegative() || timeout.isZero() ? Duration.ofMillis(1) : timeout)
                .header("Authorization", "Bearer " + key)
                .header("X-Bricqs-Tenant", tenant);
        if (body == null) {
            return request.method(call.method(), HttpRequest.BodyPublishers.noBody())
                    .build();
        }
        return request.header("Content-Type", "application/json")
                .method(call.method(), HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    static byte[] write(Object body) {
        try {
            return MAPPER.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("expected values that JSON can hold, but " + e.getOriginalMessage(), e);
        }
    }

    /** A body of Podium's, or nothing that is one. */
    private static JsonNode json(byte[] body) {
        try {
            JsonNode read = MAPPER.readTree(new String(body, StandardCharsets.UTF_8));
            return read == null ? JsonNodeFactory.instance.objectNode() : read;
        } catch (IOException e) {
            return JsonNodeFactory.instance.objectNode(); // a proxy's page
        }
    }
}
