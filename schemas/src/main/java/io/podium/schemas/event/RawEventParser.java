package io.podium.schemas.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.schemas.json.DateTime;
import io.podium.schemas.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the event envelope, the same for HTTP bodies, batch rows and Kafka records, and reports all problems at
 * once. Only the envelope is hard: types and limits of its own members. What {@code attributes} says is the rules'
 * matter and never refused here beyond size, depth and the range of numbers. Members with null count as absent.
 */
public final class RawEventParser {

    private static final Set<String> MEMBERS = Set.of(
            "tenant_id",
            "participant_id",
            "event_type",
            "attributes",
            "occurred_at",
            "idempotency_key",
            "source",
            "reverses");
    /** Idempotency keys, whose surrounding spaces do not count. */
    private static final Set<String> KEYS = Set.of("idempotency_key", "reverses");

    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private RawEventParser() {}

    /** Whether a text can be a tenant id: 1 to {@value Limits#TENANT_CHARACTERS} of {@code A-Z a-z 0-9 _ . -}. */
    public static boolean isTenantId(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isTenantCharacter(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= Limits.TENANT_CHARACTERS;
    }

    /** Whether a text encodes to UTF-8 and back unchanged, so that two texts never share one record key. */
    public static boolean isEncodable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return StandardCharsets.UTF_8.newEncoder().canEncode(text);
            }
        }
        return true;
    }

    /**
     * An idempotency key without the spaces and tabs around it, which a header can't carry: the same key is the same
     * text in a header, in a body and as the key of a record.
     */
    public static String trimmed(String key) {
        int start = 0;
        int end = key.length();
        while (start < end && isBlank(key.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(key.charAt(end - 1))) {
            end--;
        }
        return key.substring(start, end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isTenantCharacter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '.' || c == '-';
    }

    /** Parses one JSON document; null bytes are reported like any other non-object. */
    public static ParsedEvent parse(byte @Nullable [] json) {
        if (json == null) {
            return invalid("", "wrong_type", "expected a JSON object, but the record has no value");
        }
        try {
            return parse(Json.tree(json), json.length);
        } catch (IOException e) {
            return new ParsedEvent.Invalid(List.of(unreadable(e)));
        }
    }

    /** Parses one already read JSON node, for example a batch row. */
    public static ParsedEvent parse(JsonNode node) {
        return parse(node, Integer.MAX_VALUE);
    }

    /** The problem that stands for a document which is no JSON, or JSON beyond the parser's limits. */
    public static Problem unreadable(IOException e) {
        if (e instanceof StreamConstraintsException) {
            return new Problem("", "too_complex", "expected JSON within the parser's limits, but " + firstLine(e));
        }
        if (e instanceof JsonProcessingException json && json.getLocation() != null) {
            return new Problem(
                    "",
                    "malformed_json",
                    "expected one JSON document, but at line "
                            + json.getLocation().getLineNr() + ", column "
                            + json.getLocation().getColumnNr() + ": " + firstLine(e));
        }
        return new Problem("", "malformed_json", "expected one JSON document in UTF-8, but " + firstLine(e));
    }

    private static String firstLine(IOException e) {
        String message = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
        return message == null ? "it ended early" : message.lines().findFirst().orElse("it ended early");
    }

    private static ParsedEvent parse(JsonNode node, int sizeBound) {
        if (!node.isObject()) {
            return invalid("", "wrong_type", "expected a JSON object, but " + describe(node));
        }
        ProblemList problems = new ProblemList();
        String tenantId = tenant(node, problems);
        String participantId = text(node, "participant_id", Limits.ID_CHARACTERS, true, problems);
        String eventType = text(node, "event_type", Limits.EVENT_TYPE_CHARACTERS, true, problems);
        ObjectNode attributes = attributes(node, sizeBound, problems);
        Instant occurredAt = instant(node, problems);
        String idempotencyKey = text(node, "idempotency_key", Limits.ID_CHARACTERS, false, problems);
        String source = text(node, "source", Limits.ID_CHARACTERS, false, problems);
        String reverses = text(node, "reverses", Limits.ID_CHARACTERS, false, problems);
        if (!problems.isEmpty() || participantId == null || eventType == null || attributes == null) {
            return new ParsedEvent.Invalid(problems.list());
        }
        return new ParsedEvent.Valid(
                new RawEvent(
                        tenantId, participantId, eventType, attributes, occurredAt, idempotencyKey, source, reverses),
                unknownMembers(node));
    }

    private static List<Problem> unknownMembers(JsonNode node) {
        ProblemList warnings = new ProblemList();
        node.fieldNames().forEachRemaining(name -> {
            if (!MEMBERS.contains(name)) {
                warnings.add(new Problem(
                        name, "unknown_field", "expected a member of the event envelope; this one is left out"));
            }
        });
        return warnings.list();
    }

    /**
     * The member {@code tenant_id} of a document; null where there is none.
     *
     * @param problems which grow where it is no tenant's id
     */
    public static @Nullable String tenant(JsonNode node, ProblemList problems) {
        String tenantId = text(node, "tenant_id", Limits.TENANT_CHARACTERS, false, problems);
        if (tenantId != null && !isTenantId(tenantId)) {
            problems.add(new Problem(
                    "tenant_id", "bad_format", "expected letters, digits, '_', '.' or '-', but other characters came"));
        }
        return tenantId;
    }

    private static @Nullable String text(
            JsonNode node, String name, int longest, boolean required, ProblemList problems) {
        JsonNode member = node.get(name);
        if (member == null || member.isNull()) {
            if (required) {
                problems.add(new Problem(name, "missing", "expected a string, but the member is absent"));
            }
            return null;
        }
        if (!member.isTextual()) {
            problems.add(new Problem(name, "wrong_type", "expected a string, but " + describe(member)));
            return null;
        }
        String text = KEYS.contains(name) ? trimmed(member.textValue()) : member.textValue();
        if (text.isEmpty() || text.length() > longest) {
            problems.add(new Problem(
                    name,
                    text.isEmpty() ? "empty" : "too_long",
                    "expected 1 to " + longest + " characters, but " + text.length() + " came"));
        } else if (!isEncodable(text)) {
            problems.add(new Problem(
                    name, "invalid_unicode", "expected Unicode text, but it has a surrogate without its partner"));
        }
        return text;
    }

    private static @Nullable ObjectNode attributes(JsonNode node, int sizeBound, ProblemList problems) {
        JsonNode member = node.get("attributes");
        if (member == null || member.isNull()) {
            return Json.mapper().createObjectNode();
        }
        if (!(member instanceof ObjectNode attributes)) {
            problems.add(new Problem("attributes", "wrong_type", "expected an object, but " + describe(member)));
            return null;
        }
        int depth = depth(attributes);
        if (depth > Limits.ATTRIBUTES_DEPTH) {
            problems.add(new Problem(
                    "attributes",
                    "too_deep",
                    "expected at most " + Limits.ATTRIBUTES_DEPTH + " levels, but " + depth + " came"));
        }
        problems.addAll(NumberRange.problems(attributes, "attributes"));
        if (sizeBound > Limits.ATTRIBUTES_BYTES) {
            int size = Json.write(attributes).length;
            if (size > Limits.ATTRIBUTES_BYTES) {
                problems.add(new Problem(
                        "attributes",
                        "too_large",
                        "expected at most " + Limits.ATTRIBUTES_BYTES + " bytes, but " + size + " came"));
            }
        }
        return attributes;
    }

    private static int depth(JsonNode node) {
        int deepest = 0;
        for (JsonNode child : node) {
            if (child.isContainerNode()) {
                deepest = Math.max(deepest, depth(child));
            }
        }
        return deepest + 1;
    }

    private static @Nullable Instant instant(JsonNode node, ProblemList problems) {
        JsonNode member = node.get("occurred_at");
        if (member == null || member.isNull()) {
            return null;
        }
        String expected = "expected an RFC 3339 date-time with offset between 1970 and 9999, "
                + "for example 2026-04-30T10:42:00Z, but ";
        if (!member.isTextual()) {
            problems.add(new Problem("occurred_at", "wrong_type", expected + describe(member)));
            return null;
        }
        try {
            Instant instant = DateTime.parse(member.textValue());
            if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
                problems.add(new Problem("occurred_at", "out_of_range", expected + instant + " came"));
            }
            return instant;
        } catch (DateTimeException e) {
            problems.add(new Problem("occurred_at", "bad_format", expected + "another format came"));
            return null;
        }
    }

    private static String describe(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "an array came";
            case OBJECT -> "an object came";
            case STRING -> "a string came";
            case NUMBER -> "a number came";
            case BOOLEAN -> "a boolean came";
            case NULL -> "null came";
            default -> "nothing came";
        };
    }

    private static ParsedEvent invalid(String path, String code, String message) {
        return new ParsedEvent.Invalid(List.of(new Problem(path, code, message)));
    }
}
