package io.podium.stream.reference;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.schemas.profile.Profile;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.TreeSet;

/** The model's participant as a person: whose clock shows what, and which days need not be kept. */
final class ReferencePerson {

    private ZoneId zone;
    private LocalTime dayStart = LocalTime.MIDNIGHT;
    private LocalDate journey;
    final TreeSet<LocalDate> free = new TreeSet<>();

    /** Whether a rule counts what a clock shows instead of the calendar of its zone. */
    static boolean isByClock(JsonNode rule) {
        return rule.path("timezone").asText().equals("participant") || rule.has("day_starts_at");
    }

    /** What the clock shows by which a rule counts, less the hours before the day begins. */
    LocalDateTime shown(JsonNode rule, Instant at) {
        boolean own = rule.path("timezone").asText().equals("participant");
        ZoneId otherwise =
                ZoneId.of(rule.path(own ? "default_timezone" : "timezone").asText("UTC"));
        LocalTime start = rule.has("day_starts_at")
                ? LocalTime.parse(rule.get("day_starts_at").asText())
                : own ? dayStart : LocalTime.MIDNIGHT;
        return shown(own && zone != null ? zone : otherwise, start, at);
    }

    private static LocalDateTime shown(ZoneId zone, LocalTime start, Instant at) {
        return LocalDateTime.ofInstant(at, zone).minusHours(start.getHour()).minusMinutes(start.getMinute());
    }

    /** Whether a rule's zone, or that of the person, never had this day; of zones in the tests one skipped a day. */
    boolean isFree(JsonNode rule, LocalDate day) {
        boolean own = rule.path("timezone").asText().equals("participant");
        boolean apia = isByClock(rule)
                && (own && zone != null
                                ? zone.getId()
                                : rule.path(own ? "default_timezone" : "timezone")
                                        .asText())
                        .equals("Pacific/Apia");
        return free.contains(day) || apia && day.equals(LocalDate.of(2011, 12, 30));
    }

    /** What days depend on. */
    String clock() {
        return zone + " " + dayStart + " " + free;
    }

    void set(Profile profile, Instant at) {
        ZoneId before = zone;
        LocalTime startBefore = dayStart;
        zone = profile.timezone() == null ? null : ZoneId.of(profile.timezone());
        dayStart = profile.dayStartsAt() == null ? LocalTime.MIDNIGHT : profile.dayStartsAt();
        if (before == null || zone == null || before.equals(zone)) {
            return;
        } else if (before.getId().equals("Pacific/Apia")) {
            free.add(LocalDate.of(2011, 12, 30));
        }
        LocalDateTime left = shown(before, startBefore, at);
        LocalDateTime came = shown(zone, dayStart, at);
        if (!came.isAfter(left) || journey != null && left.toLocalDate().isBefore(journey.plusDays(7))) {
            return;
        }
        LocalDate first = left.toLocalDate();
        for (LocalDate day = first; !day.isAfter(came.toLocalDate()); day = day.plusDays(1)) {
            Duration until = day.equals(first) ? Duration.between(day.atStartOfDay(), left) : Duration.ZERO;
            Duration from = day.equals(came.toLocalDate())
                    ? Duration.between(came, day.plusDays(1).atStartOfDay())
                    : Duration.ZERO;
            if (until.plus(from).compareTo(Duration.ofHours(12)) < 0) {
                free.add(day);
                journey = day;
            }
        }
    }

    /** An instant of a calendar in UTC that shows what a clock does. */
    static Instant instant(LocalDateTime shown) {
        return shown.toInstant(ZoneOffset.UTC);
    }
}
