package io.podium.standalone.command;

import io.podium.schemas.json.DateTime;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.TypeConversionException;

/** Values of options as operators write them. */
final class Values {
    private Values() {}

    /** A duration in ISO 8601. */
    static Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeException e) {
            throw new TypeConversionException("expected a duration like PT2S, PT0.5S or PT1H30M, but " + text);
        }
    }

    /** A date-time in RFC 3339. */
    static Instant instant(String text) {
        try {
            return DateTime.parse(text);
        } catch (DateTimeException e) {
            throw new TypeConversionException("expected an instant like 2026-05-01T00:00:00Z, but " + text);
        }
    }
}
