package io.podium.operations.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.schemas.event.Problem;
import io.podium.schemas.event.RawEvent;
import io.podium.schemas.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappingTest {

    private static final String FILE = """
            participant_id: "{user}"
            event_type: purchase
            occurred_at: "{at:epoch_s}"
            idempotency_key: "shop:{order}:{line}"
            attributes:
              amount: "{price:number}"
              gift: "{gift:boolean}"
              detail: "{detail:json}"
              shop: { city: "{city}", country: DE, size: 3 }
            """;

    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

    @TempDir
    Path directory;

    @Test
    void a_row_becomes_an_event() throws IOException {
        RawEvent event = event(
                FILE,
                "{\"user\":7,\"at\":\"1700000000.5\",\"order\":\"o\",\"line\":2,\"price\":\" 1.50 \",\"gift\":\"1\","
                        + "\"detail\":\"{\\\"a\\\":[1]}\",\"city\":\"Bonn\"}");
        assertThat(event.participantId()).isEqualTo("7");
        assertThat(event.tenantId()).isEqualTo("t");
        assertThat(event.occurredAt()).hasToString("2023-11-14T22:13:20.500Z");
        assertThat(event.idempotencyKey()).isEqualTo("shop:o:2");
        assertThat(event.attributes())
                .hasToString("{\"amount\":1.50,\"gift\":true,\"detail\":{\"a\":[1]},"
                        + "\"shop\":{\"city\":\"Bonn\",\"country\":\"DE\",\"size\":3}}");
    }

    @Test
    void all_that_is_wrong_with_a_row_is_reported() throws IOException {
        assertThat(problems(FILE, "{\"user\":\"u\",\"at\":\"soon\",\"order\":\"o\",\"price\":\"much\",\"gift\":\"x\"}"))
                .extracting(Problem::path)
                .containsExactly("occurred_at", "idempotency_key", "attributes.amount", "attributes.gift");
    }

    @Test
    void a_number_that_would_fill_the_memory_is_refused_as_it_stands() throws IOException {
        for (String number : List.of("1e999999999", "-1e2147483640", "1e-2147483640", "1e99999999999")) {
            String row =
                    "{\"user\":\"u\",\"at\":\"" + number + "\",\"order\":1,\"line\":1,\"detail\":\"[1e2147483648]\"}";
            assertThat(problems(FILE, row)).extracting(Problem::path).contains("attributes.detail");
        }
        assertThat(problems(FILE, "{\"user\":\"u\",\"at\":\"1e999999999\",\"order\":1,\"line\":1}"))
                .extracting(Problem::path)
                .containsExactly("occurred_at");
    }

    @Test
    void a_column_alone_that_is_absent_leaves_its_member_out() throws IOException {
        RawEvent event = event(FILE, "{\"user\":\"u\",\"at\":1,\"order\":\"o\",\"line\":\"l\"}");
        assertThat(event.attributes()).hasToString("{\"shop\":{\"country\":\"DE\",\"size\":3}}");
    }

    @Test
    void a_mapped_time_that_is_absent_is_a_rejection_and_not_the_moment_of_the_import() throws IOException {
        assertThat(problems(FILE, "{\"user\":\"u\",\"order\":\"o\",\"line\":\"l\"}"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.path()).isEqualTo("occurred_at"));
        String row = "{\"tenant_id\":\"t\",\"participant_id\":\"p\",\"event_type\":\"e\",\"idempotency_key\":\"k\"%s}";
        assertThat(Mapping.of(null, "t", null).apply(row(row.formatted("")), NOW))
                .isInstanceOf(Mapped.Event.class);
        assertThat(refused(Mapping.of(null, "t", null).apply(row(row.formatted(",\"occurred_at\":null")), NOW)))
                .extracting(Problem::path)
                .contains("occurred_at");
    }

    @Test
    void the_format_says_how_numbers_and_times_are_written() throws IOException {
        String yaml = """
                format: { decimal: ",", thousands: ".", date: "dd.MM.yyyy HH:mm", zone: Europe/Berlin }
                participant_id: "{user}"
                event_type: e
                occurred_at: "{at}"
                idempotency_key: "{user}"
                attributes: { amount: "{price:number}", until: "{until:date}" }
                """;
        RawEvent event = event(
                yaml,
                "{\"user\":\"u\",\"at\":\"20.11.2026 10:00\",\"price\":\"1.019,99\","
                        + "\"until\":\"2026-11-20T10:00:00Z\"}");
        assertThat(event.occurredAt()).hasToString("2026-11-20T09:00:00Z");
        assertThat(event.attributes()).hasToString("{\"amount\":1019.99,\"until\":\"2026-11-20T10:00:00Z\"}");
        for (String price : List.of("1,019.99", "1.01,99", "1.5", "1 000", ",5")) {
            assertThat(problems(yaml, "{\"user\":\"u\",\"at\":\"20.11.2026 10:00\",\"price\":\"" + price + "\"}"))
                    .as(price)
                    .extracting(Problem::path)
                    .containsExactly("attributes.amount");
        }
        assertThat(problems(yaml, "{\"user\":\"u\",\"at\":\"11/20/2026\"}"))
                .extracting(Problem::path)
                .contains("occurred_at");
    }

    @Test
    void a_date_without_a_zone_needs_one_beside_it() throws IOException {
        Path file = Files.writeString(directory.resolve("z.yaml"), "format: { date: \"dd.MM.yyyy 'Z'\" }\n" + FILE);
        assertThatThrownBy(() -> Mapping.of(file, "t", null))
                .hasMessageStartingWith("format: expected a zone (such as Europe/Berlin)");
        assertThat(Mapping.of(RowKind.EVENTS, file, "t", null, Map.of("zone", "UTC"))
                        .format()
                        .values()
                        .zone())
                .hasToString("UTC");
        assertThat(Mapping.of(RowKind.EVENTS, file, "t", null, Map.of("date", "dd.MM.yyyy XXX"))
                        .format()
                        .values()
                        .zone())
                .isNull();
    }

    @Test
    void options_go_before_the_file_and_bad_ones_are_reported() throws IOException {
        Path file = Files.writeString(directory.resolve("o.yaml"), "format: { zone: UTC, date: yyyy-MM-dd }\n" + FILE);
        Mapping mapping = Mapping.of(RowKind.EVENTS, file, "t", null, Map.of("delimiter", "tab", "zone", "Asia/Tokyo"));
        assertThat(mapping.format().csv().delimiter()).isEqualTo('\t');
        assertThat(mapping.format().values().zone()).hasToString("Asia/Tokyo");
        for (Map<String, String> bad : List.of(
                Map.of("delimiter", "ab"),
                Map.of("charset", "klingon"),
                Map.of("zone", "Mars/Olympus"),
                Map.of("date", "bogus pattern"),
                Map.of("decimal", "5"),
                Map.of("thousands", "."),
                Map.of("colour", "red"))) {
            assertThatThrownBy(() -> Mapping.of(RowKind.EVENTS, file, "t", null, bad))
                    .as(bad.toString())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("format: expected ");
        }
    }

    @Test
    void what_is_no_number_is_refused_only_where_it_is_looked_at() throws IOException {
        ObjectNode columns = Json.mapper().createObjectNode();
        columns.put("user", "u").put("at", 1).put("order", "o").put("line", "l").put("unused", Double.NaN);
        assertThat(mapping(FILE).apply(Row.of(1, columns), NOW)).isInstanceOf(Mapped.Event.class);
        columns.put("price", Double.POSITIVE_INFINITY);
        assertThat(refused(mapping(FILE).apply(Row.of(1, columns), NOW)))
                .extracting(Problem::code)
                .containsExactly("not_finite");
    }

    @Test
    void without_a_mapping_rows_are_events_and_need_a_key() throws IOException {
        String row = "{\"tenant_id\":\"own\",\"participant_id\":\"p\",\"event_type\":\"e\",\"id\":5}";
        assertThat(refused(Mapping.of(null, "t", null).apply(row(row), NOW)))
                .extracting(Problem::path)
                .containsExactly("idempotency_key");
        Mapped mapped = Mapping.of(null, "t", "old:{id}:{_row}").apply(row(row), NOW);
        assertThat(((Mapped.Event) mapped).event().idempotencyKey()).isEqualTo("old:5:9");
        assertThat(((Mapped.Event) mapped).event().tenantId()).isEqualTo("own");
    }

    @Test
    void all_that_is_wrong_with_a_mapping_is_reported_at_once() {
        assertThatThrownBy(
                        () -> mapping("participant: x\nevent_type: \"{a:nothing}\"\nsource: \"{\"\noccurred_at: [1]\n"))
                .hasMessageContaining("but participant")
                .hasMessageContaining("event_type: expected boolean, date, epoch_ms, epoch_s, json, number")
                .hasMessageContaining("source: expected {column}")
                .hasMessageContaining("occurred_at: expected a template");
        assertThatThrownBy(() -> mapping("a: b: c")).hasMessageContaining("malformed_yaml");
        assertThatThrownBy(() -> mapping("source: \"{a:number} and {b}\"")).hasMessageContaining("stand alone");
    }

    private Mapping mapping(String yaml) throws IOException {
        return Mapping.of(Files.writeString(directory.resolve("m.yaml"), yaml), "t", null);
    }

    private static Row row(String json) {
        return Row.of(9, Json.read(json.getBytes(StandardCharsets.UTF_8), ObjectNode.class));
    }

    private RawEvent event(String yaml, String json) throws IOException {
        Mapped mapped = mapping(yaml).apply(row(json), NOW);
        assertThat(mapped).isInstanceOf(Mapped.Event.class);
        return ((Mapped.Event) mapped).event();
    }

    private List<Problem> problems(String yaml, String json) throws IOException {
        return refused(mapping(yaml).apply(row(json), NOW));
    }

    private static List<Problem> refused(Mapped mapped) {
        assertThat(mapped).isInstanceOf(Mapped.Refused.class);
        return ((Mapped.Refused) mapped).problems();
    }
}
