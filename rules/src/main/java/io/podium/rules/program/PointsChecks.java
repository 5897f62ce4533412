package io.podium.rules.program;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.rules.condition.Expressions;
import io.podium.schemas.event.Problem;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a JSON Schema can't express of points that expire and of multipliers, wherever they stand in a definition. */
final class PointsChecks {

    private static final Duration SHORTEST = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofDays(3_660);

    private final List<Problem> problems = new ArrayList<>();

    private PointsChecks() {}

    /** Checks of what Java types could not hold; of a definition of any shape. */
    static List<Problem> ofDefinition(JsonNode definition) {
        PointsChecks checks = new PointsChecks();
        checks.expiry("expires", definition.path("expires"));
        checks.expiry("reward.expires", definition.path("reward").path("expires"));
        for (String list : List.of("objectives", "milestones")) {
            for (int i = 0; i < definition.path(list).size(); i++) {
                JsonNode reward = definition.get(list).path(i).path("reward");
                checks.expiry(list + "[" + i + "].reward.expires", reward.path("expires"));
            }
        }
        JsonNode when = definition.path("multiplier").path("when");
        if (when.isTextual()) {
            checks.problems.addAll(Expressions.problems("multiplier.when", when.asText()));
        }
        return checks.problems;
    }

    /** Checks of what the parts of a multiplier mean together; null is one that is not there. */
    static List<Problem> ofMultiplier(@Nullable Multiplier multiplier) {
        if (multiplier == null
                || multiplier.startsAt() == null
                || multiplier.endsAt() == null
                || multiplier.endsAt().isAfter(multiplier.startsAt())) {
            return List.of();
        }
        return List.of(new Problem(
                "multiplier.ends_at", "not_after_start", "expected an instant after starts_at, but it is not"));
    }

    private void expiry(String path, JsonNode expires) {
        if (expires.path("after").isTextual()) {
            after(path + ".after", expires.get("after").asText());
        }
        if (expires.path("timezone").isTextual()) {
            timezone(path + ".timezone", expires.get("timezone").asText());
        }
    }

    private void after(String path, String text) {
        String expected = "expected an ISO 8601 duration from PT1H to P3660D, such as P365D, but ";
        try {
            Duration after = Duration.parse(text);
            if (after.compareTo(SHORTEST) < 0 || after.compareTo(LONGEST) > 0) {
                problems.add(new Problem(path, "out_of_range", expected + text));
            }
        } catch (DateTimeException e) {
            problems.add(new Problem(path, "bad_format", expected + text));
        }
    }

    private void timezone(String path, String name) {
        try {
            ZoneId.of(name);
        } catch (DateTimeException e) {
            problems.add(
                    new Problem(path, "unknown_timezone", "expected a time zone such as Europe/Berlin, but " + name));
        }
    }
}
