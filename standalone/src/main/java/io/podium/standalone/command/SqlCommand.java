package io.podium.standalone.command;

import static java.util.Objects.requireNonNull;

import io.podium.operations.analytics.SqlSession;
import io.podium.operations.analytics.SqlSession.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code podium sql}: questions to an export. */
@Command(
        name = "sql",
        description = "Runs SQL (DuckDB's) over an export; each topic is a view, with underscores for hyphens.",
        mixinStandardHelpOptions = true)
final class SqlCommand implements Callable<Integer> {

    @Option(names = "--export", paramLabel = "DIR", required = true, description = "What podium export wrote.")
    private Path directory;

    @ArgGroup(multiplicity = "1")
    private Question question;

    @Spec
    private CommandSpec spec;

    /** One of them. */
    static final class Question {
        @Parameters(paramLabel = "QUERY", arity = "0..1", description = "An SQL query.")
        private @Nullable String query;

        @Option(names = "--file", paramLabel = "FILE", description = "A file with one.")
        private @Nullable Path file;

        @Option(
                names = "--example",
                paramLabel = "NAME",
                description =
                        "daily-active, points-by-rule, challenge-funnel, contest-standings, balances or breakage; "
                                + "--show prints its text.")
        private @Nullable String example;

        String text() throws IOException {
            if (example != null) {
                return SqlSession.example(example);
            }
            return file == null ? requireNonNull(query) : Files.readString(file);
        }
    }

    @Option(names = "--show", description = "Prints the query instead of running it.")
    private boolean show;

    @Override
    public Integer call() throws IOException, SQLException {
        String sql = question.text();
        PrintWriter out = spec.commandLine().getOut();
        if (show) {
            out.println(sql.stripTrailing());
            return 0;
        }
        try (SqlSession session = new SqlSession(directory.toAbsolutePath())) {
            print(session.query(sql), out);
        }
        return 0;
    }

    private static void print(Table table, PrintWriter out) {
        if (table.columns().isEmpty()) {
            out.println("done");
            return;
        }
        List<List<String>> lines = new ArrayList<>();
        lines.add(table.columns());
        lines.addAll(table.rows());
        int[] widths = new int[table.columns().size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], cell(line, i).length());
            }
        }
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                text.append(cell(line, i))
                        .append(" ".repeat(widths[i] - cell(line, i).length() + 2));
            }
            out.println(text.toString().stripTrailing());
        }
        out.println("(" + Counted.of(table.rows().size(), "row") + ")");
    }

    private static String cell(List<String> line, int column) {
        return line.get(column) == null ? "" : line.get(column);
    }
}
