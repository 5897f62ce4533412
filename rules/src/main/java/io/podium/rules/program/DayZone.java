package io.podium.rules.program;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * In which time zone a program counts days.
 *
 * @param fixed null for that of each participant's profile
 */
public record DayZone(@Nullable ZoneId fixed) {

    /** What stands for the zone of the participant. */
    public static final String PARTICIPANT = "participant";

    static final DayZone UTC = new DayZone(ZoneId.of("UTC"));

    /** A zone by its name, or {@value #PARTICIPANT}. */
    @JsonCreator
    public static DayZone of(String name) {
        return name.equals(PARTICIPANT) ? new DayZone(null) : new DayZone(ZoneId.of(name));
    }

    /** As authors write it. */
    @JsonValue
    public String text() {
        return fixed == null ? PARTICIPANT : fixed.getId();
    }

    ZoneId fixedOrUtc() {
        return fixed == null ? ZoneOffset.UTC : fixed;
    }
}
