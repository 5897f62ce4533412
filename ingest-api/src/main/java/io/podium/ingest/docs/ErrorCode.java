package io.podium.ingest.docs;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every code of a refusal, with its status and what whoever meets it is to know: the API uses no others. */
public enum ErrorCode {
    INVALID_EVENT(400, "The event has problems; details name each.", Advice.MEND),
    INVALID_BATCH(400, "The batch is none, or none of its events is valid.", Advice.MEND),
    INVALID_COMMAND(400, "The command has problems; details name each.", Advice.MEND),
    INVALID_RULE(400, "The definition has problems; details name each.", Advice.MEND),
    INVALID_PARAMETER(400, "A path or query parameter is unknown or out of range.", Advice.MEND),
    INVALID_EVENT_ID(400, "The path names no event id.", Advice.MEND),
    INVALID_TOKEN_REQUEST(
            400, "The body does not say for whom a token is, for how long, or what it may do.", Advice.MEND),
    MISSING_TENANT(400, "With an API key goes the header X-Bricqs-Tenant.", Advice.MEND),
    REPEATED_HEADER(400, "A header stands twice that says who asks or how to read.", Advice.MEND),
    BAD_CONTENT_LENGTH(400, "Content-Length is no number.", Advice.MEND),
    MALFORMED_GZIP(400, "The body is said to be gzip, but it is not.", Advice.MEND),
    UNREADABLE_BODY(400, "The body broke off.", "Send it again, with the same idempotency key."),
    OCCURRED_TOO_LONG_AGO(
            400, "An event of a device is of the last hour.", "Leave occurred_at out, or send it from a server."),

    UNAUTHORIZED(401, "There is no API key or token, or the key is unknown or revoked.", "Send a good one."),
    TOKEN_EXPIRED(401, "The time of the token is over.", "Ask your server for another."),
    TOKEN_INVALID(401, "The token was ended, or is none of these nodes.", "Ask your server for another, once."),

    WRONG_TENANT(403, "The key or token is another tenant's.", Advice.OTHER_KEY),
    WRONG_SCOPE(403, "The key or token may not do this.", Advice.OTHER_KEY),
    WRONG_PARTICIPANT(403, "The token is of another participant.", "A defect of the page."),
    EVENT_TYPE_NOT_ALLOWED(
            403, "Devices may not send events of this type.", "Send it from a server, or set client: true."),
    REVERSAL_NOT_ALLOWED(403, "Devices may take nothing back.", "Send it from a server."),

    NO_ROUTE(404, "There is no such path.", Advice.MEND),
    NOT_FOUND(404, "What the path names is unknown.", Advice.MEND),
    RESULTS_NOT_FOUND(404, "The event is unknown, or its results are no longer kept.", Advice.NOTHING),
    UNKNOWN_HOLD(404, "The participant has no such hold, or no more.", Advice.OTHER_COMMAND),
    UNKNOWN_EVENT(404, "The event is not in the ledger.", Advice.OTHER_COMMAND),
    UNKNOWN_STREAK(404, "No such streak is in force.", Advice.OTHER_COMMAND),

    METHOD_NOT_ALLOWED(405, "The path does not know the method; Allow says which it knows.", Advice.MEND),

    IDEMPOTENCY_KEY_REUSED(
            409, "The key is that of an earlier command for another participant, or of another kind.", "Another key."),

    BODY_TOO_LARGE(413, "The body is larger than the path takes, also after inflating.", "Send less at once."),
    BODY_TOO_COMPLEX(413, "The JSON would need too much memory.", "Send fewer events at once."),
    UNSUPPORTED_MEDIA_TYPE(415, "The body is no application/json, or in an unknown encoding.", Advice.MEND),

    INSUFFICIENT_POINTS(422, "Fewer points are available than the command needs.", Advice.OTHER_COMMAND),
    HOLD_TOO_SMALL(422, "The hold has fewer points than are to be captured.", Advice.OTHER_COMMAND),
    TOO_MANY_HOLDS(422, "The participant has as many holds as one may have.", Advice.OTHER_COMMAND),
    HOLD_OVER(422, "The end of the hold has passed.", Advice.OTHER_COMMAND),
    NO_FREEZES(422, "The streak has no freeze in stock.", Advice.OTHER_COMMAND),
    TOO_MANY_FREEZES(422, "The streak would have more freezes than one may have.", Advice.OTHER_COMMAND),
    NOTHING_MISSED(422, "Nothing is missed on that date.", Advice.NOTHING),
    TOO_MANY_FREE_DAYS(422, "There would be more ranges of free days than are kept.", Advice.OTHER_COMMAND),
    STATE_FULL(422, "What Podium may keep of the participant is full.", Advice.NOTHING),
    PARTICIPANT_BLOCKED(422, "The participant was erased, and nothing of the id counts.", Advice.NOTHING),
    PARTICIPANT_ERASED(422, "The command was for somebody of the id who was erased since.", Advice.NOTHING),

    RATE_LIMITED(
            429, "The key, the participant or the tenant sends more than it may.", "Wait for Retry-After, then retry."),
    TOO_MANY_STREAMS(
            429, "The participant or the tenant follows as many streams as it may.", "Close one; retry later."),

    INTERNAL_ERROR(500, "A defect of the server, which is in its log with the request id.", Advice.RETRY),
    NOT_CONFIGURED(501, "This node can't do that, by its settings.", "Ask whoever runs it."),
    UNAVAILABLE(503, "Kafka or a processor can't be reached, or there is too much to do.", Advice.RETRY);

    /** What is to be done, where several codes have the same. */
    private static final class Advice {
        static final String MEND = "Mend the request; a retry gets the same answer.";
        static final String OTHER_KEY = "Another key or token.";
        static final String OTHER_COMMAND = "Another command, with another key; a repeat gets the same answer.";
        static final String RETRY = "Retry with the same idempotency key, with growing waits.";
        static final String NOTHING = "Nothing: it stays so.";

        private Advice() {}
    }

    private static final Map<String, ErrorCode> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(ErrorCode::wireName, Function.identity()));

    private final int status;
    private final String meaning;
    private final String advice;

    ErrorCode(int status, String meaning, String advice) {
        this.status = status;
        this.meaning = meaning;
        this.advice = advice;
    }

    /** The code of a name; empty when there is none. */
    public static Optional<ErrorCode> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /**
     * The code that an answer has.
     *
     * @throws IllegalArgumentException when this is none
     */
    public static ErrorCode of(String name) {
        return named(name).orElseThrow(() -> new IllegalArgumentException("expected a code among these, but " + name));
    }

    /** The name in answers. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The HTTP status that goes with it. */
    public int status() {
        return status;
    }

    /** What it means, in a sentence or two. */
    public String meaning() {
        return meaning;
    }

    /** What whoever meets it is to do. */
    public String advice() {
        return advice;
    }

    /** Where a node says more of it, as a path of the node. */
    public String docUrl() {
        return "/docs/errors/" + wireName();
    }
}
