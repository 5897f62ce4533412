package io.podium.schemas.outcome;

import static io.podium.schemas.json.JsonWriter.decimal;
import static io.podium.schemas.json.JsonWriter.flag;
import static io.podium.schemas.json.JsonWriter.instant;
import static io.podium.schemas.json.JsonWriter.number;
import static io.podium.schemas.json.JsonWriter.text;
import static io.podium.schemas.json.JsonWriter.texts;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;

/** Writes the kinds of outcomes that most events have. */
public final class OutcomeWriters {

    private static final SerializableString OUTCOME_ID = new SerializedString("outcome_id");
    private static final SerializableString EVENT_ID = new SerializedString("event_id");
    private static final SerializableString TENANT_ID = new SerializedString("tenant_id");
    private static final SerializableString PARTICIPANT_ID = new SerializedString("participant_id");
    private static final SerializableString OCCURRED_AT = new SerializedString("occurred_at");
    private static final SerializableString PROCESSED_AT = new SerializedString("processed_at");
    private static final SerializableString RULE_ID = new SerializedString("rule_id");
    private static final SerializableString RULE_VERSION = new SerializedString("rule_version");
    private static final SerializableString NOTES = new SerializedString("notes");

    private static final SerializableString POINTS = new SerializedString("points");
    private static final SerializableString LIFETIME_POINTS = new SerializedString("lifetime_points");
    private static final SerializableString KIND = new SerializedString("kind");
    private static final SerializableString AVAILABLE_POINTS = new SerializedString("available_points");
    private static final SerializableString REASON = new SerializedString("reason");
    private static final SerializableString EXPIRES_AT = new SerializedString("expires_at");
    private static final SerializableString TRANSACTION_ID = new SerializedString("transaction_id");

    private static final SerializableString CHALLENGE_ID = new SerializedString("challenge_id");
    private static final SerializableString OBJECTIVE_ID = new SerializedString("objective_id");
    private static final SerializableString FROM = new SerializedString("from");
    private static final SerializableString TO = new SerializedString("to");
    private static final SerializableString TARGET = new SerializedString("target");
    private static final SerializableString COMPLETED = new SerializedString("completed");
    private static final SerializableString CHALLENGE_COMPLETED = new SerializedString("challenge_completed");

    private static final SerializableString CONTEST_ID = new SerializedString("contest_id");
    private static final SerializableString DELTA = new SerializedString("delta");
    private static final SerializableString SCORE = new SerializedString("score");
    private static final SerializableString PREVIOUS_RANK = new SerializedString("previous_rank");
    private static final SerializableString NEW_RANK = new SerializedString("new_rank");

    private OutcomeWriters() {}

    /** Points that came or went. */
    public static void write(PointsOutcome outcome, JsonGenerator out) throws IOException {
        begin(outcome, out);
        number(out, POINTS, outcome.points());
        number(out, LIFETIME_POINTS, outcome.lifetimePoints());
        text(out, KIND, outcome.kind().wireName());
        number(out, DELTA, outcome.delta());
        number(out, AVAILABLE_POINTS, outcome.availablePoints());
        if (outcome.reason() != null) {
            text(out, REASON, outcome.reason());
        }
        if (outcome.expiresAt() != null) {
            instant(out, EXPIRES_AT, outcome.expiresAt());
        }
        text(out, TRANSACTION_ID, outcome.transactionId());
        end(outcome, out);
    }

    /** Progress of an objective. */
    public static void write(ChallengeOutcome outcome, JsonGenerator out) throws IOException {
        begin(outcome, out);
        text(out, CHALLENGE_ID, outcome.challengeId());
        text(out, OBJECTIVE_ID, outcome.objectiveId());
        decimal(out, FROM, outcome.from());
        decimal(out, TO, outcome.to());
        decimal(out, TARGET, outcome.target());
        flag(out, COMPLETED, outcome.completed());
        flag(out, CHALLENGE_COMPLETED, outcome.challengeCompleted());
        end(outcome, out);
    }

    /** A contest score that moved. */
    public static void write(ContestOutcome outcome, JsonGenerator out) throws IOException {
        begin(outcome, out);
        text(out, CONTEST_ID, outcome.contestId());
        decimal(out, DELTA, outcome.delta());
        decimal(out, SCORE, outcome.score());
        number(out, PREVIOUS_RANK, outcome.previousRank());
        number(out, NEW_RANK, outcome.newRank());
        end(outcome, out);
    }

    /** What all outcomes begin with. */
    private static void begin(Outcome outcome, JsonGenerator out) throws IOException {
        OutcomeHead head = outcome.head();
        out.writeStartObject();
        text(out, OUTCOME_ID, head.outcomeId());
        text(out, EVENT_ID, head.eventId());
        text(out, TENANT_ID, head.tenantId());
        text(out, PARTICIPANT_ID, head.participantId());
        instant(out, OCCURRED_AT, head.occurredAt());
        instant(out, PROCESSED_AT, head.processedAt());
        text(out, RULE_ID, head.ruleId());
        instant(out, RULE_VERSION, head.ruleVersion());
    }

    private static void end(Outcome outcome, JsonGenerator out) throws IOException {
        texts(out, NOTES, outcome.notes());
        out.writeEndObject();
    }
}
