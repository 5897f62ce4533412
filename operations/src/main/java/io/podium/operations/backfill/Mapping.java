package io.podium.operations.backfill;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.rules.authoring.RuleProblem;
import io.podium.rules.authoring.YamlReader;
import io.podium.schemas.event.Problem;
import io.podium.schemas.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes events or grants of rows. Each has a tenant and an idempotency key, else its row is refused. */
public final class Mapping {

    static final String TENANT = "tenant_id";
    static final String KEY = "idempotency_key";
    private static final String ATTRIBUTES = "attributes";
    private static final String FORMAT = "format";

    private final RowKind kind;
    private final Part.@Nullable Members members;
    private final @Nullable String tenantId;
    private final @Nullable Template key;
    private final ImportFormat format;
    private final @Nullable Template time; // of the kind's time, where the format has a pattern; else null
    private final String fingerprint;

    /**
     * Reads a mapping to events.
     *
     * @param file a YAML document with a template per member of the event; null where rows are events already
     * @param tenantId of all rows that name none; null to expect that each does
     * @param key template of the idempotency key, before the file's; null for none
     * @throws IllegalArgumentException with all problems of the file
     */
    public static Mapping of(@Nullable Path file, @Nullable String tenantId, @Nullable String key) throws IOException {
        return of(RowKind.EVENTS, file, tenantId, key, Map.of());
    }

    /**
     * The same to rows of any kind, with settings of the format that go before those of the file.
     *
     * @param options by the names that the file's {@code format} has
     */
    public static Mapping of(
            RowKind kind,
            @Nullable Path file,
            @Nullable String tenantId,
            @Nullable String key,
            Map<String, String> options)
            throws IOException {
        Part.Members members = null;
        JsonNode format = null;
        List<String> unreadable = new ArrayList<>();
        String text = "";
        if (file != null) {
            YamlReader reader = new YamlReader(file.toString());
            text = Files.readString(file);
            reader.read(text);
            List<String> problems = new ArrayList<>(
                    reader.problems().stream().map(RuleProblem::toString).toList());
            if (problems.isEmpty() && reader.documents().size() != 1) {
                problems.add("expected one YAML document in " + file + ", but "
                        + reader.documents().size());
            }
            if (problems.isEmpty()) {
                ObjectNode written = reader.documents().get(0).definition();
                format = written.remove(FORMAT);
                members = members(kind, written, "", problems);
            }
            if (!problems.isEmpty()) {
                throw new IllegalArgumentException(String.join("\n", problems));
            }
        }
        ImportFormat written = ImportFormat.of(format, options, unreadable);
        if (!unreadable.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", unreadable));
        }
        String fingerprint = String.join("|", text, String.valueOf(tenantId), String.valueOf(key))
                + (options.isEmpty() ? "" : "|" + new TreeMap<>(options))
                + (kind == RowKind.EVENTS ? "" : "|" + kind);
        return new Mapping(kind, members, tenantId, key == null ? null : new Template(key), written, fingerprint);
    }

    private Mapping(
            RowKind kind,
            Part.@Nullable Members members,
            @Nullable String tenantId,
            @Nullable Template key,
            ImportFormat format,
            String fingerprint) {
        this.kind = kind;
        this.format = format;
        this.time = format.values().date() != null
                        && members != null
                        && members.parts().get(kind.time()) instanceof Part.Text text
                ? text.template().asTime()
                : null;
        this.members = members;
        this.tenantId = tenantId;
        this.key = key;
        this.fingerprint = fingerprint;
    }

    /** What a member of the mapping says. */
    private sealed interface Part {
        /** Members of an object. */
        record Members(Map<String, Part> parts) implements Part {}

        /** A text with columns. */
        record Text(Template template) implements Part {}

        /** The same for each row. */
        record Constant(JsonNode value) implements Part {}
    }

    private static Part.Members members(RowKind kind, ObjectNode mapped, String path, List<String> problems) {
        Map<String, Part> parts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : mapped.properties()) {
            String name = path + member.getKey();
            if (path.isEmpty() && !kind.members().contains(name)) {
                problems.add("expected one of " + kind.members() + ", but " + name);
            }
            if (member.getValue() instanceof ObjectNode inner && name.startsWith(ATTRIBUTES)) {
                parts.put(member.getKey(), members(kind, inner, name + ".", problems));
            } else if (member.getValue().isTextual()) {
                try {
                    parts.put(
                            member.getKey(),
                            new Part.Text(new Template(member.getValue().textValue())));
                } catch (IllegalArgumentException e) {
                    problems.add(name + ": " + e.getMessage());
                }
            } else if (member.getValue().isContainerNode()) {
                problems.add(name + ": expected a template, but a list or an object came");
            } else {
                parts.put(member.getKey(), new Part.Constant(member.getValue()));
            }
        }
        return new Part.Members(parts);
    }

    /** What rows become. */
    RowKind kind() {
        return kind;
    }

    /**
     * Makes of a row what it is to be.
     *
     * @param now from when on a row's durations count
     */
    Mapped apply(Row row, Instant now) {
        if (row.columns() == null) {
            return new Mapped.Refused(List.of(requireNonNull(row.problem())));
        }
        List<Problem> problems = new ArrayList<>();
        ObjectNode columns = row.columns();
        ObjectNode made = members == null ? columns.deepCopy() : Json.mapper().createObjectNode();
        columns.put("_row", row.number());
        if (members != null) {
            fill(made, members, columns, "", problems);
        }
        if (key != null) {
            key.columns().stream()
                    .filter(column -> !kind.members().contains(column))
                    .forEach(made::remove);
            made.remove(KEY);
            key.apply(columns, KEY, format.values(), problems).ifPresent(value -> made.put(KEY, value.asText()));
        }
        if (!made.hasNonNull(TENANT) && tenantId != null) {
            made.put(TENANT, tenantId);
        }
        if (members == null) {
            made.remove(TopicRows.PLACE);
            NotFinite.problems(made, problems);
        }
        return switch (kind) {
            case EVENTS -> EventRows.of(made, isTimeExpected(columns), problems);
            case GRANTS -> GrantRows.of(made, format.values(), now, problems);
        };
    }

    /** A time that is mapped, or that rows have a column for, is meant to be there. */
    private boolean isTimeExpected(ObjectNode columns) {
        return members == null ? columns.has(kind.time()) : members.parts().containsKey(kind.time());
    }

    /** How rows are written. */
    public ImportFormat format() {
        return format;
    }

    /** Whether a column matters to the mapping; all do where rows are events already. */
    public boolean looksAt(String column) {
        return members == null || columns().contains(column);
    }

    /** The columns that it looks at; empty for rows that are events themselves. */
    public Set<String> columns() {
        Set<String> columns = new TreeSet<>();
        if (members != null) {
            collect(members, columns);
        }
        if (key != null) {
            columns.addAll(key.columns());
        }
        return columns;
    }

    private static void collect(Part.Members members, Set<String> columns) {
        for (Part part : members.parts().values()) {
            if (part instanceof Part.Members inner) {
                collect(inner, columns);
            } else if (part instanceof Part.Text text) {
                columns.addAll(text.template().columns());
            }
        }
    }

    private void fill(
            ObjectNode target, Part.Members members, ObjectNode columns, String path, List<Problem> problems) {
        members.parts().forEach((name, part) -> {
            if (part instanceof Part.Members inner) {
                fill(target.putObject(name), inner, columns, path + name + ".", problems);
            } else if (part instanceof Part.Text text) {
                Template template = path.isEmpty() && name.equals(kind.time()) && time != null ? time : text.template();
                template.apply(columns, path + name, format.values(), problems)
                        .ifPresent(value -> target.set(name, asMember(path, name, value)));
            } else if (part instanceof Part.Constant constant) {
                target.set(name, constant.value());
            }
        });
    }

    /** Members outside of attributes are texts, but for an amount; a number in a column can be one. */
    private static JsonNode asMember(String path, String name, JsonNode value) {
        boolean text = path.isEmpty() && !name.equals(ATTRIBUTES) && !name.equals(GrantRows.AMOUNT);
        return text && value.isNumber() ? Json.mapper().getNodeFactory().textNode(value.asText()) : value;
    }

    /** The mapping as text, to see whether it is still the same. */
    String fingerprint() {
        return fingerprint;
    }
}
