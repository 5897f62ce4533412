package io.podium.standalone.command;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the rows of an import are written; each may also stand in the mapping, under format. */
final class FormatOptions {

    @Option(names = "--delimiter", description = "Between the cells of a CSV file, or tab (default: as the file says).")
    private @Nullable String delimiter;

    @Option(names = "--charset", description = "Of a CSV file, such as windows-1252 (default: UTF-8, or its mark).")
    private @Nullable String charset;

    @Option(names = "--trim", description = "Spaces around the cells of a CSV file are no part of them.")
    private boolean trim;

    @Option(names = "--decimal-comma", description = "Columns that are :number have a comma where JSON has a point.")
    private boolean decimalComma;

    @Option(names = "--thousands", description = "Between groups of three digits of columns that are :number.")
    private @Nullable String thousands;

    @Option(
            names = "--date-pattern",
            paramLabel = "PATTERN",
            description = "Of occurred_at and columns that are :date, such as \"yyyy-MM-dd HH:mm:ss Z\".")
    private @Nullable String datePattern;

    @Option(names = "--zone", description = "Of times that name none, such as Europe/Berlin.")
    private @Nullable String zone;

    /** What was said, by the names that a mapping has. */
    Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        put(settings, "delimiter", delimiter);
        put(settings, "charset", charset);
        put(settings, "trim", trim ? "true" : null);
        put(settings, "decimal", decimalComma ? "," : null);
        put(settings, "thousands", thousands);
        put(settings, "date", datePattern);
        put(settings, "zone", zone);
        return settings;
    }

    private static void put(Map<String, String> settings, String name, @Nullable String value) {
        if (value != null) {
            settings.put(name, value);
        }
    }
}
