package io.podium.operations.backfill;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as spreadsheets and shops write them, good and bad. */
class CsvRowsTest {

    @TempDir
    Path directory;

    @Test
    void a_quote_that_does_not_match_is_one_bad_row() throws IOException {
        List<Row> rows = rows("user,id\nu1,a\nu2,\"b\nu3,c\nu4,d\"x\nu5,e\n", CsvFormat.DETECTED);
        assertThat(codes(rows)).containsExactly("u1", "malformed_csv", "u3", "u4", "u5");
        assertThat(rows.get(3).columns().get("id").asText()).isEqualTo("d\"x");
    }

    @Test
    void a_byte_of_another_character_set_is_one_bad_row() throws IOException {
        byte[] text = "user,id\nu1,f\nJos\u00e9,g\nu3,h\n".getBytes(ISO_8859_1);
        assertThat(codes(rows(text, CsvFormat.DETECTED))).containsExactly("u1", "bad_encoding", "u3");
        assertThat(codes(rows(text, new CsvFormat(null, Charset.forName("windows-1252"), false))))
                .containsExactly("u1", "Jos\u00e9", "u3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user;id\r\nu1;1,5\r\nu2;2,5\r\n",
                "user\tid\nu1\t1,5\nu2\t2,5\n",
                "user|id\nu1|1,5\nu2|2,5",
                "sep=;\nuser;id\nu1;1,5\nu2;2,5\n",
                "SEP=~\r\nuser~id\r\nu1~1,5\r\nu2~2,5",
                "\"user\";\"id\"\ru1;\"1,5\"\ru2;\"2,5\"\r",
                " user , id\nu1,\"1,5\"\n\n\nu2,\"2,5\"\n\n",
            })
    void the_delimiter_is_found_and_names_are_trimmed(String text) throws IOException {
        for (Charset charset : List.of(UTF_8, UTF_16)) {
            List<Row> rows = rows(text.getBytes(charset), CsvFormat.DETECTED);
            assertThat(codes(rows)).containsExactly("u1", "u2");
            assertThat(rows.get(1).columns().get("id").asText()).isEqualTo("2,5");
        }
        assertThat(codes(rows(("\ufeff" + text).getBytes(UTF_8), CsvFormat.DETECTED)))
                .containsExactly("u1", "u2");
    }

    @Test
    void what_is_asked_for_goes_before_what_is_found() throws IOException {
        assertThat(codes(rows("user;i,d,e\na;b,c\n", new CsvFormat(';', null, false)))
                        .get(0))
                .isEqualTo("a");
        List<Row> trimmed = rows("user,id\n u1 , \"q\" \nu2,\" q \" \n", new CsvFormat(null, null, true));
        assertThat(codes(trimmed)).containsExactly("u1", "u2");
        assertThat(trimmed.get(1).columns().get("id").asText()).isEqualTo("q");
        assertThat(codes(rows("user,id\n u1 ,x\n", CsvFormat.DETECTED))).containsExactly(" u1 ");
    }

    @Test
    void a_name_that_two_columns_have_is_reported_and_is_nobodys() throws IOException {
        Path file = Files.writeString(directory.resolve("d.csv"), "user,Total,Total\nu1,1,2\n");
        try (Rows rows = Source.of(file, CsvFormat.DETECTED).open()) {
            assertThat(rows.duplicateColumns()).containsExactly("Total");
            assertThat(rows.next().columns()).hasToString("{\"user\":\"u1\"}");
        }
    }

    @Test
    void an_empty_time_is_not_absent() throws IOException {
        assertThat(rows("user,occurred_at\nu1,\n", CsvFormat.DETECTED).get(0).columns())
                .hasToString("{\"user\":\"u1\",\"occurred_at\":null}");
    }

    @Test
    void an_endless_cell_is_one_bad_row() throws IOException {
        String endless = "user,id\nu1,a\nu2,\"" + "x".repeat(9 * 1024 * 1024) + "\nu3,c\n";
        assertThat(codes(rows(endless, CsvFormat.DETECTED))).containsExactly("u1", "too_long", "u3");
        String unquoted = "user,id\nu1,a\nu2," + "x".repeat(9 * 1024 * 1024) + "\nu3,c\n";
        assertThat(codes(rows(unquoted, CsvFormat.DETECTED))).containsExactly("u1", "too_long", "u3");
    }

    @Test
    void an_empty_file_has_no_rows() throws IOException {
        for (String text : List.of("", "\n\n", "user", "user\n", "sep=,", "sep=;\n")) {
            assertThat(rows(text, CsvFormat.DETECTED)).as(text).isEmpty();
        }
    }

    /** Lines of which some are broken: the good ones are read, as often as the file is, whatever stands around them. */
    @Test
    void good_rows_are_read_between_any_bad_ones() throws IOException {
        long seed = Long.getLong("podium.seed", new Random().nextLong());
        Random random = new Random(seed);
        for (int file = 0; file < 200; file++) {
            StringBuilder text = new StringBuilder("user,id\n");
            List<String> good = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                switch (random.nextInt(4)) {
                    case 0 -> text.append("bad,\"open\n");
                    case 1 -> text.append("bad,\"x\"y\n");
                    case 2 -> text.append("bad,one,two\n");
                    default -> {
                        good.add("g" + i);
                        text.append("g").append(i).append(",v\n");
                    }
                }
            }
            assertThat(codes(rows(text.toString(), CsvFormat.DETECTED)))
                    .as("seed %d:%n%s", seed, text)
                    .filteredOn(code -> code.startsWith("g"))
                    .containsExactlyElementsOf(good);
        }
    }

    private static List<String> codes(List<Row> rows) {
        return rows.stream()
                .map(row -> row.columns() == null
                        ? row.problem().code()
                        : row.columns().path("user").asText())
                .toList();
    }

    private List<Row> rows(String text, CsvFormat format) throws IOException {
        return rows(text.getBytes(UTF_8), format);
    }

    private List<Row> rows(byte[] bytes, CsvFormat format) throws IOException {
        Path file = Files.write(directory.resolve("a.csv"), bytes);
        List<Row> rows = new ArrayList<>();
        try (Rows read = Source.of(file, format).open()) {
            read.forEachRemaining(rows::add);
            assertThat(read.done()).isEqualTo(read.total());
        }
        assertThat(rows).extracting(Row::number).doesNotHaveDuplicates();
        return rows;
    }
}
