package io.podium.operations.backfill;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.rules.authoring.RuleProblem;
import io.podium.rules.authoring.YamlReader;
import io.podium.schemas.event.ParsedEvent;
import io.podium.schemas.event.Problem;
import io.podium.schemas.event.RawEvent;
import io.podium.schemas.event.RawEventParser;
import io.podium.schemas.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes events of rows. Every event has a tenant and an idempotency key, else its row is refused. */
public final class Mapping {

    private static final String TENANT = "tenant_id";
    private static final String KEY = "idempotency_key";
    private static final String ATTRIBUTES = "attributes";
    private static final String TIME = "occurred_at";
    private static final String FORMAT = "format";
    private static final Set<String> MEMBERS =
            Set.of(TENANT, "participant_id", "event_type", TIME, KEY, "source", ATTRIBUTES);

    private final Part.@Nullable Members members;
    private final @Nullable String tenantId;
    private final @Nullable Template key;
    private final ImportFormat format;
    private final @Nullable Template time; // of occurred_at, where the format has a pattern; else null
    private final String fingerprint;

    /**
     * Reads a mapping.
     *
     * @param file a YAML document with a template per member of the event; null where rows are events already
     * @param tenantId of all events that name none; null to expect that each does
     * @param key template of the idempotency key, before the file's; null for none
     * @throws IllegalArgumentException with all problems of the file
     */
    public static Mapping of(@Nullable Path file, @Nullable String tenantId, @Nullable String key) throws IOException {
        return of(file, tenantId, key, Map.of());
    }

    /**
     * The same with settings of the format that go before those of the file.
     *
     * @param options by the names that the file's {@code format} has
     */
    public static Mapping of(
            @Nullable Path file, @Nullable String tenantId, @Nullable String key, Map<String, String> options)
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
                members = members(written, "", problems);
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
                + (options.isEmpty() ? "" : "|" + new TreeMap<>(options));
        return new Mapping(members, tenantId, key == null ? null : new Template(key), written, fingerprint);
    }

    private Mapping(
            Part.@Nullable Members members,
            @Nullable String tenantId,
            @Nullable Template key,
            ImportFormat format,
            String fingerprint) {
        this.format = format;
        this.time = format.values().date() != null
                        && members != null
                        && members.parts().get(TIME) instanceof Part.Text text
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

    private static Part.Members members(ObjectNode mapped, String path, List<String> problems) {
        Map<String, Part> parts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : mapped.properties()) {
            String name = path + member.getKey();
            if (path.isEmpty() && !MEMBERS.contains(name)) {
                problems.add("expected one of " + MEMBERS.stream().sorted().toList() + ", but " + name);
            }
            if (member.getValue() instanceof ObjectNode inner && name.startsWith(ATTRIBUTES)) {
                parts.put(member.getKey(), members(inner, name + ".", problems));
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

    /** What became of a row. */
    sealed interface Mapped {
        /** An event, with a tenant and a key. */
        record Event(RawEvent event) implements Mapped {}

        /** None, for these reasons. */
        record Refused(List<Problem> problems) implements Mapped {}
    }

    /** Makes an event of a row. */
    Mapped apply(Row row) {
        if (row.columns() == null) {
            return new Mapped.Refused(List.of(requireNonNull(row.problem())));
        }
        List<Problem> problems = new ArrayList<>();
        ObjectNode columns = row.columns();
        ObjectNode event = members == null ? columns.deepCopy() : Json.mapper().createObjectNode();
        columns.put("_row", row.number());
        if (members != null) {
            fill(event, members, columns, "", problems);
        }
        if (key != null) {
            event.remove(KEY);
            key.apply(columns, KEY, format.values(), problems).ifPresent(value -> event.put(KEY, value.asText()));
        }
        if (!event.hasNonNull(TENANT) && tenantId != null) {
            event.put(TENANT, tenantId);
        }
        if (isTimeExpected(columns)) {
            require(event, TIME, ": an event without it would be dated to the moment of the import", problems);
        }
        if (members == null) {
            NotFinite.problems(event, problems);
        }
        require(event, TENANT, "; give it by --tenant or the mapping", problems);
        require(
                event,
                KEY,
                "; give it by --key or the mapping: without one, nothing could be imported again safely",
                problems);
        ParsedEvent parsed = RawEventParser.parse(event);
        if (parsed instanceof ParsedEvent.Invalid invalid) {
            problems.addAll(invalid.problems());
        }
        return problems.isEmpty()
                ? new Mapped.Event(((ParsedEvent.Valid) parsed).event())
                : new Mapped.Refused(problems);
    }

    /** A time that is mapped, or that rows have a column for, is meant to be there. */
    private boolean isTimeExpected(ObjectNode columns) {
        return members == null ? columns.has(TIME) : members.parts().containsKey(TIME);
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

    private static void require(ObjectNode event, String member, String how, List<Problem> problems) {
        boolean reported = problems.stream().anyMatch(problem -> problem.path().equals(member));
        if (!event.hasNonNull(member) && !reported) {
            problems.add(new Problem(member, "missing", "expected a value, but there is none" + how));
        }
    }

    private void fill(
            ObjectNode target, Part.Members members, ObjectNode columns, String path, List<Problem> problems) {
        members.parts().forEach((name, part) -> {
            if (part instanceof Part.Members inner) {
                fill(target.putObject(name), inner, columns, path + name + ".", problems);
            } else if (part instanceof Part.Text text) {
                Template template = path.isEmpty() && name.equals(TIME) && time != null ? time : text.template();
                template.apply(columns, path + name, format.values(), problems)
                        .ifPresent(value -> target.set(name, asMember(path, name, value)));
            } else if (part instanceof Part.Constant constant) {
                target.set(name, constant.value());
            }
        });
    }

    /** Members of the envelope are texts; a number in a column can be one. */
    private static JsonNode asMember(String path, String name, JsonNode value) {
        return path.isEmpty() && !name.equals(ATTRIBUTES) && value.isNumber()
                ? Json.mapper().getNodeFactory().textNode(value.asText())
                : value;
    }

    /** The mapping as text, to see whether it is still the same. */
    String fingerprint() {
        return fingerprint;
    }
}
