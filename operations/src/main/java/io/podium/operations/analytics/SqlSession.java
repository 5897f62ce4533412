package io.podium.operations.analytics;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** SQL over an export: a view per topic, with underscores for the hyphens of its name. */
public final class SqlSession implements AutoCloseable {

    /** The examples that come along, by name. */
    public static final List<String> EXAMPLES =
            List.of("daily-active", "points-by-rule", "challenge-funnel", "contest-standings", "balances", "breakage");

    private static final String PLACE = "/podium/sql/";

    private final Connection connection;

    /**
     * What a query gave.
     *
     * @param rows cells as text; null where SQL has null
     */
    public record Table(List<String> columns, List<List<String>> rows) {}

    /**
     * Opens an export.
     *
     * @throws IllegalArgumentException when there is none in the directory
     */
    public SqlSession(Path directory) throws IOException, SQLException {
        List<Path> topics;
        try (Stream<Path> entries = Files.list(directory)) {
            topics = entries.filter(entry -> Files.exists(entry.resolve("part-00000.parquet")))
                    .sorted()
                    .toList();
        }
        if (topics.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected topics that podium export wrote in " + directory + ", but there are none");
        }
        connection = DuckDb.open(directory.resolve(".spill"));
        try (Statement statement = connection.createStatement()) {
            for (Path topic : topics) {
                String files = topic.resolve("part-*.parquet").toString();
                statement.execute("CREATE VIEW "
                        + DuckDb.name(topic.getFileName().toString().replace('-', '_'))
                        + " AS SELECT * FROM read_parquet(" + DuckDb.text(files) + ")");
            }
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** The text of an example. */
    public static String example(String name) throws IOException {
        if (!EXAMPLES.contains(name)) {
            throw new IllegalArgumentException(
                    "expected one of the examples " + String.join(", ", EXAMPLES) + ", but " + name);
        }
        try (InputStream in = SqlSession.class.getResourceAsStream(PLACE + name + ".sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Runs a query, or a statement such as COPY, which gives a table without columns. */
    public Table query(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql) ? table(statement) : new Table(List.of(), List.of());
        }
    }

    private static Table table(Statement statement) throws SQLException {
        try (ResultSet result = statement.getResultSet()) {
            int width = result.getMetaData().getColumnCount();
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= width; i++) {
                columns.add(result.getMetaData().getColumnLabel(i));
            }
            List<List<String>> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= width; i++) {
                    row.add(text(result.getObject(i)));
                }
                rows.add(row);
            }
            return new Table(columns, rows);
        }
    }

    /** Instants as everywhere in Podium: RFC 3339 in UTC. */
    private static @Nullable String text(@Nullable Object value) {
        if (value instanceof OffsetDateTime instant) {
            return instant.toInstant().toString();
        }
        return value == null ? null : value.toString();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
