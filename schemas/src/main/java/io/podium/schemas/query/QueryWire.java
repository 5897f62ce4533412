package io.podium.schemas.query;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.podium.schemas.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How {@link EngineQueries} travels between nodes: one POST per question with a JSON body, answered by 200 and an
 * {@link AnswerMessage}. Internal; both ends are of the same release or the one before.
 */
public final class QueryWire {

    public static final String VERDICTS = "/internal/v1/verdicts";
    public static final String EVALUATION = "/internal/v1/evaluation";
    public static final String SCORED = "/internal/v1/scored";
    public static final String PARTICIPANT = "/internal/v1/participant";
    /** As {@link #PARTICIPANT}, answered by a view. */
    public static final String VIEW = "/internal/v1/view";

    public static final String LEDGER = "/internal/v1/ledger";
    public static final String EVENTS = "/internal/v1/events";
    public static final String FIRST_OF_KEY = "/internal/v1/first-of-key";
    public static final String LEADERBOARD = "/internal/v1/leaderboard";
    /** GET: {@link PartitionOwners}. */
    public static final String OWNERS = "/internal/v1/owners";
    /** Request header with the secret that all nodes of a cluster share. */
    public static final String SECRET_HEADER = "X-Podium-Node-Secret";

    private QueryWire() {}

    /** Body of {@link #VERDICTS}; waits are in ms. Without a log, as an earlier release asks, events are meant. */
    public record VerdictsRequest(RawLog log, int partition, List<AskedVerdict> asked, long waitMs) {
        public VerdictsRequest {
            log = log == null ? RawLog.EVENTS : log;
        }
    }

    /** Body of {@link #FIRST_OF_KEY}. */
    public record FirstOfKeyRequest(int partition, String tenantId, String idempotencyKey) {}

    /** Body of {@link #LEDGER}. */
    public record LedgerRequest(String tenantId, String participantId, LedgerPage.Query query) {}

    /** Body of {@link #EVENTS}. */
    public record EventsRequest(String tenantId, String participantId, EventPage.Query query) {}

    /** Body of {@link #EVALUATION}. */
    public record EvaluationRequest(
            String tenantId, @Nullable String participantId, String eventId, long waitMs) {}

    /** Body of {@link #SCORED}. */
    public record ScoredRequest(String tenantId, String contestId, String eventId, long waitMs) {}

    /** Body of {@link #PARTICIPANT} and {@link #VIEW}. */
    public record ParticipantRequest(String tenantId, String participantId, boolean staleToo) {}

    /** Body of {@link #LEADERBOARD}. */
    public record LeaderboardRequest(
            String tenantId,
            String contestId,
            int limit,
            @Nullable String around) {}

    /**
     * An {@link Answer} in JSON: exactly one of known, with {@code value}; unknown; unavailable, with {@code reason}.
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AnswerMessage(
            Status status,
            @Nullable JsonNode value,
            @Nullable String reason) {

        /** Which kind of answer. */
        public enum Status {
            KNOWN,
            UNKNOWN,
            UNAVAILABLE
        }

        /** The message for an answer. */
        public static AnswerMessage of(Answer<?> answer) {
            if (answer instanceof Answer.Known<?> known) {
                return new AnswerMessage(Status.KNOWN, Json.mapper().valueToTree(known.value()), null);
            } else if (answer instanceof Answer.Unavailable<?> unavailable) {
                return new AnswerMessage(Status.UNAVAILABLE, null, unavailable.reason());
            }
            return new AnswerMessage(Status.UNKNOWN, null, null);
        }

        /** The answer in this message. */
        public <T> Answer<T> toAnswer(TypeReference<T> type) {
            return switch (status) {
                case KNOWN -> new Answer.Known<>(readValue(type));
                case UNKNOWN -> new Answer.Unknown<>();
                case UNAVAILABLE -> new Answer.Unavailable<>(requireNonNull(reason));
            };
        }

        private <T> T readValue(TypeReference<T> type) {
            try {
                return Json.mapper().treeToValue(value, type);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(
                        "expected a " + type.getType() + " in an answer, but " + e.getMessage(), e);
            }
        }
    }
}
