package io.podium.ingest.http;

import io.podium.ingest.docs.ErrorCode;
import io.podium.schemas.event.Problem;
import java.util.List;
import java.util.Map;

/**
 * A request that is not served, and why: the one place where reasons become statuses.
 *
 * @param code one of {@link ErrorCode}
 */
record Refusal(int status, String code, String message, List<Problem> details, Map<String, String> headers) {

    Refusal {
        ErrorCode known = ErrorCode.of(code);
        if (known.status() != status) {
            throw new IllegalArgumentException("expected status " + known.status() + " of " + code + ", but " + status);
        }
    }

    /** Details of one answer; what goes beyond is counted. */
    static final int MAX_DETAILS = 200;

    private static final String RETRY_AFTER = "Retry-After";

    static Refusal badRequest(String code, String message, List<Problem> details) {
        return new Refusal(400, code, message, details, Map.of());
    }

    /** What RFC 6750 asks for: a challenge, which names the error only where a token came. */
    static Refusal unauthorized(String code, String message) {
        String challenge = code.startsWith("token_") ? "Bearer error=\"invalid_token\"" : "Bearer";
        return new Refusal(401, code, message, List.of(), Map.of("WWW-Authenticate", challenge));
    }

    static Refusal forbidden(String code, String message) {
        return new Refusal(403, code, message, List.of(), Map.of());
    }

    static Refusal notFound(String code, String message) {
        return new Refusal(404, code, message, List.of(), Map.of());
    }

    static Refusal conflict(String code, String message) {
        return new Refusal(409, code, message, List.of(), Map.of());
    }

    static Refusal methodNotAllowed(String message, String allowed) {
        return new Refusal(405, "method_not_allowed", message, List.of(), Map.of("Allow", allowed));
    }

    static Refusal tooLarge(long limit) {
        return new Refusal(
                413,
                "body_too_large",
                "expected a body of at most " + limit + " bytes, also after inflating, but more came",
                List.of(),
                Map.of());
    }

    static Refusal tooComplex(long needed, long limit) {
        return new Refusal(
                413,
                "body_too_complex",
                "expected JSON that needs at most " + limit + " bytes when parsed, but this may need " + needed
                        + "; send fewer events at once",
                List.of(),
                Map.of());
    }

    static Refusal unsupportedMedia(String message) {
        return new Refusal(415, "unsupported_media_type", message, List.of(), Map.of());
    }

    static Refusal tooMany(long retryAfterSeconds) {
        return new Refusal(
                429,
                "rate_limited",
                "expected fewer requests, but the limit is reached; retry in " + retryAfterSeconds + " s",
                List.of(),
                Map.of(RETRY_AFTER, Long.toString(retryAfterSeconds)));
    }

    static Refusal tooManyStreams(String message) {
        return new Refusal(429, "too_many_streams", message, List.of(), Map.of(RETRY_AFTER, "5"));
    }

    static Refusal brokenOff() {
        return badRequest("unreadable_body", "expected a whole body, but it broke off", List.of());
    }

    static Refusal crowded() {
        return unavailable("expected fewer requests at once; retry");
    }

    static Refusal unavailable(String message) {
        return new Refusal(503, "unavailable", message, List.of(), Map.of(RETRY_AFTER, "1"));
    }

    static Refusal notConfigured(String message) {
        return new Refusal(501, "not_configured", message, List.of(), Map.of());
    }

    static Refusal internal() {
        return new Refusal(500, "internal_error", "the request failed by a defect of the server", List.of(), Map.of());
    }

    ApiAnswer answer(String requestId) {
        return new ApiAnswer(
                status,
                headers,
                new ErrorBody(
                        code, message, ErrorCode.of(code).docUrl(), Problem.atMost(MAX_DETAILS, details), requestId));
    }
}
