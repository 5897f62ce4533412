package io.podium.operations.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podium.operations.analytics.DuckDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowsTest {

    @TempDir
    Path directory;

    @Test
    void ndjson_gives_a_row_per_line_and_reports_what_is_wrong_with_one() throws IOException {
        List<Row> rows = rows("a.ndjson", "{\"a\":1}\n\n[1]\r\n{\"a\":\n{\"a\":1.10}");
        assertThat(rows).hasSize(4);
        assertThat(rows).extracting(Row::number).containsExactly(0L, 1L, 2L, 3L);
        assertThat(rows.get(1).problem().code()).isEqualTo("wrong_type");
        assertThat(rows.get(2).problem().code()).isEqualTo("malformed_json");
        assertThat(rows.get(3).columns()).hasToString("{\"a\":1.10}");
    }

    @Test
    void a_line_longer_than_any_event_is_one_bad_row() throws IOException {
        List<Row> rows = rows("a.jsonl", "x".repeat(5 * 1024 * 1024) + "\n{}");
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).problem().code()).isEqualTo("too_long");
        assertThat(rows.get(1).columns()).isEmpty();
    }

    @Test
    void a_number_beyond_the_parser_is_one_bad_row() throws IOException {
        List<Row> rows = rows("a.ndjson", "{\"n\":1e2147483648}\n{\"n\":-1e-99999999999}\n{}");
        assertThat(rows).hasSize(3);
        assertThat(rows.get(0).problem().code()).isEqualTo("too_complex");
        assertThat(rows.get(1).problem().code()).isEqualTo("too_complex");
        assertThat(rows.get(2).columns()).isEmpty();
    }

    @Test
    void csv_follows_its_header() throws IOException {
        List<Row> rows = rows("a.csv", "id,\"na,me\",x\n1,\"say \"\"hi\"\"\nthere\",\n2,b\n3,c,d\n");
        assertThat(rows).hasSize(3);
        assertThat(rows.get(0).columns()).hasToString("{\"id\":\"1\",\"na,me\":\"say \\\"hi\\\"\\nthere\"}");
        assertThat(rows.get(1).problem().message()).contains("expected 3 cells", "but 2 came");
        assertThat(rows.get(2).columns()).hasToString("{\"id\":\"3\",\"na,me\":\"c\",\"x\":\"d\"}");
    }

    @Test
    void parquet_gives_exact_numbers_and_instants() throws Exception {
        Path file = directory.resolve("a.parquet");
        try (Connection db = DuckDb.open(directory);
                Statement statement = db.createStatement()) {
            statement.execute("COPY (SELECT i AS id, CAST('12345678901234567.123456789' AS DECIMAL(38,9)) AS amount, "
                    + "TIMESTAMPTZ '2026-03-01 12:00:00.25+02' AS at, {'x': [1, 2]} AS deep, NULL AS nothing "
                    + "FROM range(3000) t(i)) TO " + DuckDb.text(file.toString()) + " (FORMAT parquet)");
        }
        List<Row> rows = new ArrayList<>();
        try (Rows read = Source.of(file, CsvFormat.DETECTED).open()) {
            read.forEachRemaining(rows::add);
            assertThat(read.done()).isEqualTo(read.total()).isEqualTo(3000);
        }
        assertThat(rows).hasSize(3000);
        assertThat(rows.get(2999).columns().get("id").asInt()).isEqualTo(2999);
        assertThat(rows.get(0).columns().get("amount").decimalValue().toPlainString())
                .isEqualTo("12345678901234567.123456789");
        assertThat(rows.get(0).columns().get("at").asText()).isEqualTo("2026-03-01T10:00:00.250000Z");
        assertThat(rows.get(0).columns().get("deep")).hasToString("{\"x\":[1,2]}");
    }

    @Test
    void parquet_may_hold_what_is_no_number() throws Exception {
        Path file = directory.resolve("n.parquet");
        try (Connection db = DuckDb.open(directory);
                Statement statement = db.createStatement()) {
            statement.execute(
                    "COPY (SELECT 'NaN'::DOUBLE AS a, '-Infinity'::FLOAT AS b, ['NaN'::DOUBLE] AS c, 1.5 AS d) TO "
                            + DuckDb.text(file.toString()) + " (FORMAT parquet)");
        }
        try (Rows read = Source.of(file, CsvFormat.DETECTED).open()) {
            Row row = read.next();
            assertThat(row.problem()).isNull();
            assertThat(List.of("a", "b", "c"))
                    .allMatch(name -> NotFinite.is(row.columns().get(name)));
            assertThat(NotFinite.is(row.columns().get("d"))).isFalse();
        }
    }

    @Test
    void other_files_are_refused() throws IOException {
        Path file = Files.writeString(directory.resolve("a.txt"), "");
        assertThatThrownBy(() -> Source.of(file, CsvFormat.DETECTED))
                .hasMessageContaining(".ndjson, .jsonl, .csv or .parquet");
        assertThatThrownBy(() -> Source.of(directory.resolve("none.csv"), CsvFormat.DETECTED))
                .hasMessageContaining("can be read");
    }

    private List<Row> rows(String name, String content) throws IOException {
        Path file = Files.writeString(directory.resolve(name), content);
        List<Row> rows = new ArrayList<>();
        try (Rows read = Source.of(file, CsvFormat.DETECTED).open()) {
            read.forEachRemaining(rows::add);
            assertThat(read.done()).isEqualTo(read.total());
        }
        return rows;
    }
}
