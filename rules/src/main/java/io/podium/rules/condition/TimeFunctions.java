package io.podium.rules.condition;

import io.podium.schemas.json.DateTime;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Instants of the years 1 to 9999 and durations of up to 10,000 years in conditions. */
final class TimeFunctions {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");
    private static final Duration LONGEST = Duration.ofDays(3_652_500);
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);
    private static final int MAX_CHARACTERS = 100;
    private static final Pattern DURATION_PART = Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,9})?)(h|ms|m|s|us|ns)");

    private TimeFunctions() {}

    static Object calculated(String operator, Object one, Object other) {
        boolean plus = operator.equals("_+_");
        try {
            if (one instanceof Instant instant && other instanceof Duration duration) {
                return bounded(plus ? instant.plus(duration) : instant.minus(duration));
            } else if (one instanceof Duration duration && other instanceof Instant instant && plus) {
                return bounded(instant.plus(duration));
            } else if (one instanceof Duration a && other instanceof Duration b) {
                return bounded(plus ? a.plus(b) : a.minus(b));
            } else if (one instanceof Instant a && other instanceof Instant b && !plus) {
                return bounded(Duration.between(b, a));
            }
        } catch (DateTimeException | ArithmeticException e) {
            return Fault.OVERFLOW;
        }
        return Fault.NO_OVERLOAD;
    }

    private static Object bounded(Instant instant) {
        return instant.isBefore(FIRST) || instant.isAfter(LAST) ? Fault.OVERFLOW : instant;
    }

    private static Object bounded(Duration duration) {
        return duration.abs().compareTo(LONGEST) > 0 ? Fault.OVERFLOW : duration;
    }

    static Object timestamp(Object value) {
        try {
            if (value instanceof String text) {
                return text.length() > MAX_CHARACTERS ? Fault.INVALID_ARGUMENT : bounded(DateTime.parse(text));
            } else if (value instanceof BigDecimal seconds) {
                return bounded(Instant.EPOCH.plus(ofSeconds(seconds)));
            }
        } catch (DateTimeException | ArithmeticException e) {
            return Fault.INVALID_ARGUMENT;
        }
        return value instanceof Instant ? value : Fault.NO_OVERLOAD;
    }

    private static Duration ofSeconds(BigDecimal seconds) {
        if (seconds.abs().compareTo(BigDecimal.valueOf(LONGEST.toSeconds())) > 0) {
            throw new ArithmeticException("expected at most 10,000 years");
        }
        BigDecimal nanos = seconds.multiply(NANOS).setScale(0, RoundingMode.DOWN);
        BigDecimal[] parts = nanos.divideAndRemainder(NANOS);
        return Duration.ofSeconds(parts[0].longValueExact(), parts[1].longValueExact());
    }

    /** From the form {@code 1h30m}, {@code -1.5s}, {@code 20ms}. */
    static Object duration(Object value) {
        if (!(value instanceof String text)) {
            return value instanceof Duration ? value : Fault.NO_OVERLOAD;
        }
        String parts = text.startsWith("-") ? text.substring(1) : text;
        if (parts.equals("0")) {
            return Duration.ZERO;
        } else if (text.length() > MAX_CHARACTERS || parts.isEmpty()) {
            return Fault.INVALID_ARGUMENT;
        }
        BigDecimal seconds = BigDecimal.ZERO;
        Matcher part = DURATION_PART.matcher(parts);
        while (part.lookingAt()) {
            seconds = seconds.add(new BigDecimal(part.group(1)).multiply(secondsOf(part.group(2))));
            part.region(part.end(), parts.length());
        }
        if (part.regionStart() < parts.length()) {
            return Fault.INVALID_ARGUMENT;
        }
        try {
            return bounded(ofSeconds(text.startsWith("-") ? seconds.negate() : seconds));
        } catch (ArithmeticException e) {
            return Fault.OVERFLOW;
        }
    }

    private static BigDecimal secondsOf(String unit) {
        return switch (unit) {
            case "h" -> BigDecimal.valueOf(3600);
            case "m" -> BigDecimal.valueOf(60);
            case "s" -> BigDecimal.ONE;
            case "ms" -> new BigDecimal("1e-3");
            case "us" -> new BigDecimal("1e-6");
            default -> new BigDecimal("1e-9");
        };
    }

    /** A part of a duration, or of an instant in UTC or another time zone. */
    static Object part(String name, Object value, @Nullable Object zone) {
        if (value instanceof Duration duration && zone == null) {
            return part(name, duration);
        }
        if (!(value instanceof Instant instant) || !(zone == null || zone instanceof String)) {
            return Fault.NO_OVERLOAD;
        }
        try {
            ZoneId place = zone == null ? ZoneOffset.UTC : zone((String) zone);
            return BigDecimal.valueOf(part(name, instant.atZone(place)));
        } catch (DateTimeException e) {
            return Fault.INVALID_ARGUMENT;
        }
    }

    private static ZoneId zone(String name) {
        if (name.length() > MAX_CHARACTERS) {
            throw new DateTimeException("expected the name of a time zone");
        }
        return name.matches("[0-9]{2}:[0-9]{2}") ? ZoneId.of("+" + name) : ZoneId.of(name);
    }

    private static long part(String name, ZonedDateTime time) {
        return switch (name) {
            case "getFullYear" -> time.getYear();
            case "getMonth" -> time.getMonthValue() - 1;
            case "getDate" -> time.getDayOfMonth();
            case "getDayOfMonth" -> time.getDayOfMonth() - 1;
            case "getDayOfWeek" -> time.getDayOfWeek().getValue() % 7;
            case "getDayOfYear" -> time.getDayOfYear() - 1;
            case "getHours" -> time.getHour();
            case "getMinutes" -> time.getMinute();
            case "getSeconds" -> time.getSecond();
            default -> time.getNano() / 1_000_000;
        };
    }

    private static Object part(String name, Duration duration) {
        return switch (name) {
            case "getHours" -> BigDecimal.valueOf(duration.toHours());
            case "getMinutes" -> BigDecimal.valueOf(duration.toMinutes());
            case "getSeconds" -> BigDecimal.valueOf(duration.toSeconds());
            case "getMilliseconds" -> BigDecimal.valueOf(duration.toMillis() % 1_000);
            default -> Fault.NO_OVERLOAD;
        };
    }

    /** As CEL writes a duration: seconds and an s. */
    static String text(Duration duration) {
        BigDecimal seconds = BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
        return seconds.signum() == 0 ? "0s" : seconds.stripTrailingZeros().toPlainString() + "s";
    }

    static BigDecimal epochSeconds(Instant instant) {
        return BigDecimal.valueOf(instant.getEpochSecond());
    }
}
