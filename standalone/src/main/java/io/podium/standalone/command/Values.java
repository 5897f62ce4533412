package io.podium.standalone.command;

import io.podium.schemas.json.DateTime;
import java.time.DateTimeException;
import java.time.Instant;
import picocli.CommandLine.TypeConversionException;

/** Values of options as operators write them. */
final class Values {
    private Values() {}

    /** A date-time in RFC 3339. */
    static Instant instant(String text) {
        try {
            return DateTime.parse(text);
        } catch (DateTimeException e) {
            throw new TypeConversionException("expected an instant like 2026-05-01T00:00:00Z, but " + text);
        }
    }
}
