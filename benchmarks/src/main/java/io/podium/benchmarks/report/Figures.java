package io.podium.benchmarks.report;

import io.podium.schemas.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Points of curves that benchmarks find, kept for the report in the file that a system property names; else nowhere.
 */
public final class Figures {

    private static final @Nullable String FILE = System.getProperty("podium.figures");

    private Figures() {}

    /** A point of a curve; the curve's name says the units, "what, unit by what". */
    public record Point(String curve, double x, double y) {}

    /** Notes a point. */
    public static void note(String curve, double x, double y) {
        if (FILE == null) {
            return;
        }
        String line = new String(Json.write(new Point(curve, x, y)), StandardCharsets.UTF_8) + "\n";
        try {
            Files.writeString(Path.of(FILE), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All points of a file, in the order in which they were noted. */
    static List<Point> read(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> Json.read(line.getBytes(StandardCharsets.UTF_8), Point.class))
                .toList();
    }
}
