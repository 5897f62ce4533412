package io.podium.schemas.score;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.podium.schemas.json.JsonReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads contest scores; members that are not known are passed over. */
public final class ContestScoreReader implements JsonReader<ContestScore> {

    private static final Map<String, ScoringMethod> METHODS =
            Stream.of(ScoringMethod.values()).collect(Collectors.toMap(ScoringMethod::wireName, Function.identity()));

    @Override
    public ContestScore read(JsonParser in) throws IOException {
        String contestId = null;
        Instant contestVersion = null;
        String eventId = null;
        String tenantId = null;
        String participantId = null;
        Instant occurredAt = null;
        ScoringMethod method = null;
        BigDecimal score = null;
        List<String> notes = List.of();
        boolean sync = false;
        String reverses = null;
        boolean erases = false;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String member = in.currentName();
            JsonToken value = in.nextToken();
            switch (member) {
                case "contest_id" -> contestId = in.getValueAsString();
                case "contest_version" -> contestVersion = JsonReader.instant(in);
                case "event_id" -> eventId = in.getValueAsString();
                case "tenant_id" -> tenantId = in.getValueAsString();
                case "participant_id" -> participantId = in.getValueAsString();
                case "occurred_at" -> occurredAt = JsonReader.instant(in);
                case "method" -> method = METHODS.get(in.getValueAsString());
                case "score" -> score = value == JsonToken.VALUE_NULL ? null : in.getDecimalValue();
                case "notes" -> notes = texts(in);
                case "sync" -> sync = in.getBooleanValue();
                case "reverses" -> reverses = in.getValueAsString();
                case "erases" -> erases = in.getBooleanValue();
                default -> in.skipChildren();
            }
        }
        return new ContestScore(
                requireNonNull(contestId),
                requireNonNull(contestVersion),
                requireNonNull(eventId),
                requireNonNull(tenantId),
                requireNonNull(participantId),
                requireNonNull(occurredAt),
                requireNonNull(method),
                score,
                notes,
                sync,
                reverses,
                erases);
    }

    private static List<String> texts(JsonParser in) throws IOException {
        List<String> texts = new ArrayList<>(0);
        if (in.currentToken() == JsonToken.START_ARRAY) {
            while (in.nextToken() != JsonToken.END_ARRAY) {
                texts.add(in.getValueAsString());
            }
        }
        return texts;
    }
}
