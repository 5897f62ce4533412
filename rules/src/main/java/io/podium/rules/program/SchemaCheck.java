package io.podium.rules.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.format.Format;
import com.networknt.schema.path.NodePath;
import com.networknt.schema.path.PathType;
import io.podium.schemas.event.Problem;
import io.podium.schemas.json.DateTime;
import java.time.DateTimeException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Checks documents against one of Podium's JSON Schemas and reports all problems, each with its dotted path. */
public final class SchemaCheck {

    private static final String SCHEMA_IDS = "https://podium.dev/schemas/";
    private static final String SCHEMA_RESOURCES = "classpath:podium/schemas/";
    private static final int MAX_SHOWN = 100;
    private static final Pattern UPPER = Pattern.compile("[A-Z]");
    private static final Dialect DIALECT = Dialect.builder(Dialects.getDraft202012())
            .format(new ReadableDateTime())
            .build();
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(DIALECT, builder -> builder.schemaIdResolvers(
                            resolvers -> resolvers.mapPrefix(SCHEMA_IDS, SCHEMA_RESOURCES))
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            .pathType(PathType.JSON_POINTER)
                            .build()));

    private final Schema schema;

    /** The schema of that name, for example {@code rules/badge}. */
    public SchemaCheck(String name) {
        schema = REGISTRY.getSchema(SchemaLocation.of(SCHEMA_IDS + name + ".schema.json"));
    }

    /** What is wrong with a document; empty when nothing is. What the library can't check is wrong, too. */
    public List<Problem> problems(JsonNode document) {
        try {
            return checked(document);
        } catch (RuntimeException e) {
            return List.of(new Problem(
                    "", "not_checkable", "expected what the schema can be held against, but " + e.getMessage()));
        }
    }

    private List<Problem> checked(JsonNode document) {
        return Alternatives.reported(schema.validate(document)).stream()
                .map(SchemaCheck::problem)
                .distinct()
                .sorted(Comparator.comparing(Problem::path).thenComparing(Problem::code))
                .toList();
    }

    /**
     * Date-times that Podium can read; the library's own check takes some that it can't, as one with a text behind
     * it.
     */
    private static final class ReadableDateTime implements Format {

        private static final String MESSAGE = "format.date-time";

        @Override
        public String getName() {
            return "date-time";
        }

        @Override
        public String getMessageKey() {
            return MESSAGE;
        }

        @Override
        public boolean matches(ExecutionContext context, String text) {
            try {
                DateTime.parse(text);
                return true;
            } catch (DateTimeException e) {
                return false;
            }
        }
    }

    private static Problem problem(Error error) {
        String path = dotted(error.getInstanceLocation());
        if (error.getProperty() != null) {
            path = path.isEmpty() ? error.getProperty() : path + "." + error.getProperty();
        }
        return new Problem(path, code(error.getKeyword()), message(error));
    }

    /** Keywords of JSON Schema as codes: {@code min_length} for {@code minLength}. */
    private static String code(String keyword) {
        return UPPER.matcher(keyword).replaceAll(found -> "_" + found.group().toLowerCase(Locale.ROOT));
    }

    private static String message(Error error) {
        JsonNode came = error.getInstanceNode();
        if (ReadableDateTime.MESSAGE.equals(error.getMessageKey())) {
            return "expected an RFC 3339 date-time with offset, but " + came + " came";
        }
        return switch (error.getKeyword()) {
            case "oneOf" -> "expected " + Alternatives.names(error) + ", but " + Alternatives.given(error);
            case "type" -> type(error);
            case "required" -> "expected " + error.getProperty() + ", but it is absent";
            case "additionalProperties" -> "expected no further member, but " + error.getProperty() + " came";
            default -> bound(error);
        };
    }

    /** A bound that one value of the schema says. */
    private static String bound(Error error) {
        JsonNode bound = error.getSchemaNode();
        JsonNode came = error.getInstanceNode();
        if (bound == null || came == null) {
            return error.getMessage();
        }
        return switch (error.getKeyword()) {
            case "enum" -> expected("one of " + joined(bound), shown(came));
            case "const" -> expected(bound.asText(), shown(came));
            case "pattern" -> expected("a text like " + bound.asText(), shown(came));
            case "minimum" -> expected("at least " + bound.asText(), shown(came));
            case "maximum" -> expected("at most " + bound.asText(), shown(came));
            case "exclusiveMinimum" -> expected("more than " + bound.asText(), shown(came));
            case "exclusiveMaximum" -> expected("less than " + bound.asText(), shown(came));
            case "minLength" -> expected("at least " + bound.asText() + " characters", length(came));
            case "maxLength" -> expected("at most " + bound.asText() + " characters", length(came));
            case "minItems", "minProperties" -> expected("at least " + bound.asText(), Integer.toString(came.size()));
            case "maxItems", "maxProperties" -> expected("at most " + bound.asText(), Integer.toString(came.size()));
            default -> error.getMessage();
        };
    }

    private static String expected(String wanted, String came) {
        return "expected " + wanted + ", but " + came + " came";
    }

    private static String length(JsonNode text) {
        return Integer.toString(text.asText().codePointCount(0, text.asText().length()));
    }

    private static String joined(JsonNode values) {
        return StreamSupport.stream(values.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(", "));
    }

    private static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
    }

    private static String type(Error error) {
        JsonNode wanted = error.getSchemaNode();
        JsonNode came = error.getInstanceNode();
        if (wanted == null || came == null || !wanted.isTextual()) {
            return error.getMessage();
        }
        boolean quote = wanted.asText().equals("string") && came.isValueNode();
        return "expected " + wanted.asText() + ", but " + (came.isContainerNode() ? kind(came) : came) + " came"
                + (quote ? "; put it in quotes if it is meant as a text" : "");
    }

    private static String kind(JsonNode node) {
        return node.isArray() ? "an array" : "an object";
    }

    /** Of the elements, since the library can't write a path with an empty name in each of its forms. */
    private static String dotted(NodePath location) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < location.getNameCount(); i++) {
            Object element = location.getElement(i);
            if (element instanceof Number index) {
                path.append('[').append(index).append(']');
            } else {
                path.append(i == 0 ? "" : ".").append(element);
            }
        }
        return path.toString();
    }
}
