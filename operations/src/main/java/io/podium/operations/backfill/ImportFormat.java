package io.podium.operations.backfill;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How an import is written: what a mapping's {@code format} says, and options of the command before it. */
public record ImportFormat(CsvFormat csv, ValueFormat values) {

    /** The settings that there are. */
    static final Set<String> NAMES = Set.of("delimiter", "charset", "trim", "decimal", "thousands", "date", "zone");

    /** Nothing is said. */
    static final ImportFormat PLAIN = new ImportFormat(CsvFormat.DETECTED, ValueFormat.PLAIN);

    /**
     * The format that settings describe.
     *
     * @param written the mapping's {@code format}; null for none
     * @param options settings that go before it, by the same names
     * @param problems where settings are none
     */
    static ImportFormat of(@Nullable JsonNode written, Map<String, String> options, Collection<String> problems) {
        Map<String, String> settings = new TreeMap<>();
        if (written != null && !written.isObject()) {
            problems.add("format: expected an object of " + names() + ", but " + written);
        } else if (written != null) {
            written.properties()
                    .forEach(setting ->
                            settings.put(setting.getKey(), setting.getValue().asText()));
        }
        settings.putAll(options);
        List<String> bad = new ArrayList<>();
        settings.keySet().stream()
                .filter(name -> !NAMES.contains(name))
                .forEach(name -> bad.add("expected one of " + names() + ", but " + name));
        ImportFormat format = PLAIN;
        try {
            format = new ImportFormat(csv(settings), values(settings));
        } catch (IllegalArgumentException e) {
            bad.add(e.getMessage());
        }
        bad.forEach(problem -> problems.add("format: " + problem));
        return format;
    }

    private static List<String> names() {
        return NAMES.stream().sorted().toList();
    }

    private static CsvFormat csv(Map<String, String> settings) {
        String delimiter = settings.get("delimiter");
        String charset = settings.get("charset");
        Character between = delimiter == null ? null : CsvFormat.delimiter(delimiter);
        Charset characters = charset == null ? null : CsvFormat.charset(charset);
        String trim = settings.getOrDefault("trim", "false");
        if (!trim.matches("true|false")) {
            throw new IllegalArgumentException("expected true or false for trim, but " + trim);
        }
        return new CsvFormat(between, characters, trim.equals("true"));
    }

    private static ValueFormat values(Map<String, String> settings) {
        char decimal = sign("decimal", settings.getOrDefault("decimal", "."));
        String thousands = settings.get("thousands");
        Character group = thousands == null ? null : (Character) sign("thousands", thousands);
        if (group != null && group == decimal) {
            throw new IllegalArgumentException("expected thousands other than decimal, but both are " + decimal);
        }
        String date = settings.get("date");
        String zone = settings.get("zone");
        if (date != null && zone == null && !namesZone(date)) {
            throw new IllegalArgumentException(
                    "expected a zone (such as Europe/Berlin) beside a date without one, or a "
                            + "date with an offset such as yyyy-MM-dd HH:mm:ss Z, but " + date);
        }
        try {
            return new ValueFormat(
                    decimal,
                    group,
                    date == null ? null : DateTimeFormatter.ofPattern(date, Locale.ENGLISH),
                    zone == null ? null : ZoneId.of(zone));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("expected a time zone such as Europe/Berlin, but " + zone, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "expected a pattern such as yyyy-MM-dd HH:mm:ss Z for date, but " + date, e);
        }
    }

    /** Whether a pattern has a letter of zones or offsets, see {@link DateTimeFormatter}, outside of quoted text. */
    private static boolean namesZone(String pattern) {
        return pattern.replaceAll("'[^']*'", "").matches(".*[VzOXxZ].*");
    }

    private static char sign(String name, String text) {
        if (text.length() != 1 || Character.isLetterOrDigit(text.charAt(0)) || "+-".contains(text)) {
            throw new IllegalArgumentException("expected one sign such as , for " + name + ", but " + text);
        }
        return text.charAt(0);
    }
}
