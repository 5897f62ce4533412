package io.podium.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.operations.analytics.DuckDb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlSessionTest {

    @TempDir
    Path directory;

    @BeforeEach
    void export() throws Exception {
        Path topic = Files.createDirectories(directory.resolve("points-outcomes"));
        try (Connection db = DuckDb.open(directory.resolve("spill"));
                Statement statement = db.createStatement()) {
            statement.execute("COPY (SELECT 1 AS points) TO "
                    + DuckDb.text(topic.resolve("part-00000.parquet").toString()) + " (FORMAT parquet)");
        }
    }

    @Test
    void a_query_prints_its_rows_and_a_statement_is_done() throws Exception {
        String export = "--export=" + directory;
        assertThat(PodiumRun.of("sql", export, "SELECT points FROM points_outcomes"))
                .contains("points", "(1 row)");
        Path csv = directory.resolve("out.csv");
        String copy = "COPY (SELECT * FROM points_outcomes) TO " + DuckDb.text(csv.toString());
        assertThat(PodiumRun.exitOf("sql", export, copy)).isZero();
        assertThat(csv).content().contains("points", "1");
        assertThat(PodiumRun.exitOf("sql", export, "CREATE TABLE t AS SELECT 1"))
                .isZero();
        assertThat(PodiumRun.exitOf("sql", export, "SELECT nonsense")).isEqualTo(1);
    }
}
