package io.podium.operations.analytics;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** DuckDB within this process: the SQL engine for files. Nothing is fetched from anywhere, and memory is bounded. */
public final class DuckDb {

    private static final String SETTINGS =
            "SET autoinstall_known_extensions=false; SET autoload_known_extensions=false; "
                    + "SET memory_limit='512MB'; SET threads=2; SET TimeZone='UTC'";

    private DuckDb() {}

    /** A new database in memory; what does not fit is kept in {@code spill}. */
    public static Connection open(Path spill) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement statement = connection.createStatement()) {
            statement.execute(SETTINGS);
            statement.execute("SET temp_directory=" + text(spill.toString()));
        }
        return connection;
    }

    /** A text as an SQL literal. */
    public static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    /** A name as an SQL identifier. */
    public static String name(String value) {
        return '"' + value.replace("\"", "\"\"") + '"';
    }
}
