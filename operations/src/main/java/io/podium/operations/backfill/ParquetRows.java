package io.podium.operations.backfill;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import io.podium.operations.analytics.DuckDb;
import io.podium.schemas.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Rows of a Parquet file, read by DuckDB in their order; timestamps become RFC 3339 in UTC. */
final class ParquetRows implements Rows {

    private static final String INSTANT = "%Y-%m-%dT%H:%M:%S.%fZ";

    /** Parquet's floating point numbers may be none; only a mapping that looks at them minds. */
    private static final ObjectReader ANY_NUMBER =
            Json.mapper().reader().with(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS);

    private final Connection connection;
    private final Statement statement;
    private final ResultSet rows;
    private final long total;
    private long number;

    ParquetRows(Path file) throws IOException {
        String read = "read_parquet(" + DuckDb.text(file.toAbsolutePath().toString()) + ")";
        try {
            connection = DuckDb.open(Path.of(System.getProperty("java.io.tmpdir"), "podium-duckdb"));
            statement = connection.createStatement();
            statement.execute("SET preserve_insertion_order=true");
            try (ResultSet count = statement.executeQuery("SELECT count(*) FROM " + read)) {
                count.next();
                total = count.getLong(1);
            }
            String columns = columns(read);
            statement.execute("SET jdbc_stream_results=true");
            rows = statement.executeQuery("SELECT to_json(row) FROM (SELECT " + columns + " FROM " + read + ") row");
        } catch (SQLException e) {
            throw new IOException("expected a Parquet file, but " + e.getMessage(), e);
        }
    }

    /** The columns as JSON shall show them. */
    private String columns(String read) throws SQLException {
        StringBuilder columns = new StringBuilder();
        try (ResultSet described = statement.executeQuery("DESCRIBE SELECT * FROM " + read)) {
            while (described.next()) {
                String name = DuckDb.name(described.getString("column_name"));
                boolean instant = described.getString("column_type").startsWith("TIMESTAMP");
                columns.append(columns.isEmpty() ? "" : ", ")
                        .append(instant ? "strftime(" + name + ", '" + INSTANT + "') AS " + name : name);
            }
        }
        return columns.toString();
    }

    @Override
    public boolean hasNext() {
        return number < total;
    }

    @Override
    public Row next() {
        try {
            if (!rows.next()) {
                throw new SQLException("expected " + total + " rows, but there are " + number);
            }
            return NdjsonRows.parse(number++, rows.getString(1).getBytes(StandardCharsets.UTF_8), ANY_NUMBER);
        } catch (SQLException e) {
            throw new IllegalStateException("expected to read row " + number + ", but " + e.getMessage(), e);
        }
    }

    @Override
    public long done() {
        return number;
    }

    @Override
    public long total() {
        return total;
    }

    @Override
    public void close() throws IOException {
        try {
            rows.close();
            statement.close();
            connection.close();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}
