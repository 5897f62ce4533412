package io.podium.operations.backfill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.podium.schemas.event.Problem;
import io.podium.schemas.json.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A text with columns in braces: {@code legacy:{id}}. A template that is one column alone may say what to make of it:
 * {@code {price:number}}, {@code {done:boolean}}, {@code {detail:json}}, {@code {at:epoch_s}} or {@code
 * {at:epoch_ms}} (seconds or milliseconds since 1970, as an instant) or {@code {at:date}} (as the format says); else
 * numbers, booleans and objects stay what they are.
 */
final class Template {

    /** A time by the pattern and the zone of the format. */
    private static final String TIME = "date";

    private static final Pattern COLUMN = Pattern.compile("\\{([^{}:]+)(?::([a-z_]+))?}");
    private static final Set<String> KINDS = Set.of("number", "boolean", "json", "epoch_s", "epoch_ms", TIME);

    /** Digits before the point that an instant in ms may have. */
    private static final int LONGEST_EPOCH = 19;

    private final String text;
    private final List<Part> parts = new ArrayList<>();

    /** Either a text or a column. */
    private record Part(
            String text, @Nullable String column, @Nullable String kind) {}

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException when it has braces that are none of a column
     */
    Template(String text) {
        this.text = text;
        Matcher matcher = COLUMN.matcher(text);
        int end = 0;
        while (matcher.find()) {
            literal(text.substring(end, matcher.start()));
            String kind = matcher.group(2);
            if (kind != null && !KINDS.contains(kind)) {
                throw new IllegalArgumentException("expected "
                        + String.join(", ", KINDS.stream().sorted().toList()) + " behind the colon, but " + text);
            }
            parts.add(new Part("", matcher.group(1), kind));
            end = matcher.end();
        }
        literal(text.substring(end));
        if (parts.size() > 1 && parts.stream().anyMatch(part -> part.kind() != null)) {
            throw new IllegalArgumentException("expected a column with :" + "kind to stand alone, but " + text);
        }
    }

    private void literal(String literal) {
        if (literal.indexOf('{') >= 0 || literal.indexOf('}') >= 0) {
            throw new IllegalArgumentException("expected {column}, but " + text);
        }
        if (!literal.isEmpty()) {
            parts.add(new Part(literal, null, null));
        }
    }

    /** The same, where a column alone that says nothing of its kind is a time. */
    Template asTime() {
        boolean bare = parts.size() == 1
                && parts.get(0).column() != null
                && parts.get(0).kind() == null;
        return bare ? new Template("{" + parts.get(0).column() + ":" + TIME + "}") : this;
    }

    /** The columns that it names. */
    Set<String> columns() {
        return parts.stream().map(Part::column).filter(Objects::nonNull).collect(Collectors.toSet());
    }

    /**
     * What the template gives for a row.
     *
     * @param path of the member that it is for
     * @param problems where a column is missing among others, or is not what was said of it
     * @return empty when there is a problem, or when the one column is absent
     */
    Optional<JsonNode> apply(ObjectNode columns, String path, ValueFormat format, List<Problem> problems) {
        if (parts.size() == 1 && parts.get(0).column() != null) {
            return single(parts.get(0), columns.get(parts.get(0).column()), path, format, problems);
        }
        StringBuilder whole = new StringBuilder();
        boolean complete = true;
        for (Part part : parts) {
            JsonNode value = part.column() == null ? null : columns.get(part.column());
            if (part.column() == null) {
                whole.append(part.text());
            } else if (value == null || value.isNull()) {
                problems.add(new Problem(path, "column_missing", "expected column " + part.column() + " for " + text));
                complete = false;
            } else if (NotFinite.is(value)) {
                problems.add(NotFinite.problem(path, value));
                complete = false;
            } else {
                whole.append(value.isValueNode() ? value.asText() : value.toString());
            }
        }
        return complete ? Optional.of(TextNode.valueOf(whole.toString())) : Optional.empty();
    }

    private static Optional<JsonNode> single(
            Part part, @Nullable JsonNode value, String path, ValueFormat format, List<Problem> problems) {
        if (value == null || value.isNull()) {
            return Optional.empty();
        } else if (NotFinite.is(value)) {
            problems.add(NotFinite.problem(path, value));
            return Optional.empty();
        } else if (part.kind() == null) {
            return Optional.of(value);
        }
        try {
            return Optional.of(converted(part.kind(), value, format));
        } catch (IOException | DateTimeException | IllegalArgumentException | ArithmeticException e) {
            problems.add(new Problem(
                    path,
                    "bad_format",
                    "expected " + part.kind() + " in column " + part.column() + ", but " + shortened(value)));
            return Optional.empty();
        }
    }

    private static JsonNode converted(String kind, JsonNode value, ValueFormat format) throws IOException {
        return switch (kind) {
            case "number" ->
                value.isNumber()
                        ? DecimalNode.valueOf(value.decimalValue())
                        : DecimalNode.valueOf(format.number(value.asText().strip()));
            case TIME -> TextNode.valueOf(format.instant(value.asText().strip()).toString());
            case "boolean" -> truth(value.asText().trim());
            case "json" -> value.isTextual() ? Json.tree(value.textValue().getBytes(StandardCharsets.UTF_8)) : value;
            case "epoch_s" -> instant(new BigDecimal(value.asText().trim()).movePointRight(3));
            default -> instant(new BigDecimal(value.asText().trim()));
        };
    }

    /**
     * True or false, as files write it.
     *
     * @throws IllegalArgumentException when it is neither
     */
    static JsonNode truth(String text) {
        return switch (text) {
            case "true", "1" -> BooleanNode.TRUE;
            case "false", "0" -> BooleanNode.FALSE;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static JsonNode instant(BigDecimal epochMillis) {
        if (epochMillis.precision() - (long) epochMillis.scale() > LONGEST_EPOCH) {
            throw new ArithmeticException(
                    "expected an instant, but " + epochMillis); // written out, it fills the memory
        }
        return TextNode.valueOf(Instant.ofEpochMilli(epochMillis.toBigInteger().longValueExact())
                .toString());
    }

    private static String shortened(JsonNode value) {
        String whole = value.isValueNode() ? value.asText() : value.toString();
        return whole.length() <= 50 ? whole : whole.substring(0, 50) + "...";
    }

    @Override
    public String toString() {
        return text;
    }
}
