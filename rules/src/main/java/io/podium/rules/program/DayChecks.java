package io.podium.rules.program;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.schemas.event.Problem;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Checks of time zones and of the begin of days, wherever a definition has them. */
final class DayChecks {

    private static final String TIMEZONE = "timezone";
    private static final String DEFAULT = "default_timezone";

    private final List<Problem> problems = new ArrayList<>();

    private DayChecks() {}

    static List<Problem> ofDefinition(JsonNode definition) {
        DayChecks checks = new DayChecks();
        checks.days("", definition);
        checks.days("cap.", definition.path("cap"));
        return checks.problems;
    }

    private void days(String path, JsonNode parent) {
        boolean own = parent.path(TIMEZONE).asText().equals(DayZone.PARTICIPANT);
        if (!own) {
            zone(path + TIMEZONE, parent.path(TIMEZONE));
        }
        zone(path + DEFAULT, parent.path(DEFAULT));
        if (!own && parent.has(DEFAULT)) {
            problem(
                    path + DEFAULT,
                    "not_used",
                    "expected none without timezone: participant, since the zone is that of the rule, but one came");
        }
    }

    private void zone(String path, JsonNode name) {
        if (!name.isTextual()) {
            return;
        }
        try {
            ZoneId.of(name.asText());
        } catch (DateTimeException e) {
            problem(path, "unknown_timezone", "expected a time zone such as Europe/Berlin, but " + name.asText());
        }
    }

    private void problem(String path, String code, String message) {
        problems.add(new Problem(path, code, message));
    }
}
