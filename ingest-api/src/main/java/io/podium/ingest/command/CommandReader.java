package io.podium.ingest.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.schemas.command.Command;
import io.podium.schemas.command.RawCommand;
import io.podium.schemas.event.Limits;
import io.podium.schemas.event.Problem;
import io.podium.schemas.event.ProblemList;
import io.podium.schemas.event.RawEventParser;
import io.podium.schemas.json.DateTime;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of one command's body. Whatever is wrong with a member is kept as a problem, and some value stands
 * for it, so that reading goes on. Members with null count as absent.
 */
public final class CommandReader {

    private static final String KEY = "idempotency_key";

    private final JsonNode body;
    private final ProblemList problems = new ProblemList();

    /** A reader of an object that may have these members; further ones are refused, since a typing error is one. */
    public CommandReader(JsonNode body, Set<String> members) {
        this.body = body;
        body.fieldNames().forEachRemaining(name -> {
            if (!members.contains(name)) {
                problem(name, "unknown_field", "expected a member of the command, but this is none");
            }
        });
    }

    /** All that was found to be wrong so far. */
    public List<Problem> problems() {
        return problems.list();
    }

    /** Reports a further problem. */
    public void problem(String path, String code, String message) {
        problems.add(new Problem(path, code, message));
    }

    /** Whether the member is there, and not null. */
    public boolean has(String name) {
        return body.hasNonNull(name);
    }

    /** The reason, which must be there. */
    public String reason() {
        return text("reason", Command.REASON_CHARACTERS);
    }

    /** The reason, or another text where there is none. */
    public String reason(String otherwise) {
        return has("reason") ? reason() : otherwise;
    }

    /** The memo; null where there is none. */
    public @Nullable String memo() {
        return optionalText("memo", Command.MEMO_CHARACTERS);
    }

    /** Without the blanks around it, as all idempotency keys. */
    public String key() {
        return text(KEY, Limits.ID_CHARACTERS);
    }

    /** A text of 1 to so many characters; null where there is none. */
    public @Nullable String optionalText(String name, int longest) {
        return has(name) ? text(name, longest) : null;
    }

    /** A text of 1 to so many characters. */
    public String text(String name, int longest) {
        if (!has(name)) {
            problem(name, "missing", "expected a string, but the member is absent");
            return "";
        } else if (!body.get(name).isTextual()) {
            problem(name, "wrong_type", "expected a string, but " + shown(name) + " came");
            return "";
        }
        String text = body.get(name).textValue();
        text = name.equals(KEY) ? RawEventParser.trimmed(text) : text;
        if (text.isEmpty() || text.length() > longest) {
            problem(
                    name,
                    text.isEmpty() ? "empty" : "too_long",
                    "expected 1 to " + longest + " characters, but " + text.length() + " came");
        } else if (!RawEventParser.isEncodable(text)) {
            problem(name, "invalid_unicode", "expected Unicode text, but it has a surrogate without its partner");
        }
        return text;
    }

    /** The amount, 1 to {@value Command#MAX_AMOUNT}; 1 stands for one that is none. */
    public long amount() {
        return whole("amount", Command.MAX_AMOUNT);
    }

    /** A whole number from 1 to a bound; 1 stands for one that is not. */
    public long whole(String name, long most) {
        return whole(name, 1, most);
    }

    /**
     * A whole number; the least stands for one that is not.
     *
     * @param least 1 or more
     */
    public long whole(String name, long least, long most) {
        String expected = "expected a whole number from " + least + " to " + most + ", but ";
        JsonNode number = body.path(name);
        if (!number.isNumber()) {
            problem(
                    name,
                    has(name) ? "wrong_type" : "missing",
                    expected + (has(name) ? shown(name) + " came" : "the member is absent"));
        } else if (!isWithin(number, least, most)) {
            problem(name, "out_of_range", expected + shown(name) + " came");
        } else {
            return number.longValue();
        }
        return least;
    }

    /** Looks at the magnitude before it calculates, since a number may have an exponent of nine digits. */
    private static boolean isWithin(JsonNode number, long least, long most) {
        if (number.isIntegralNumber()) {
            return number.canConvertToLong() && number.longValue() >= least && number.longValue() <= most;
        }
        BigDecimal decimal = number.decimalValue();
        return Math.abs((long) decimal.precision() - decimal.scale()) < 20
                && decimal.stripTrailingZeros().scale() <= 0
                && decimal.compareTo(BigDecimal.valueOf(least)) >= 0
                && decimal.compareTo(BigDecimal.valueOf(most)) <= 0;
    }

    /** A number above 0 and at most 1, of at most 9 decimals; 1 where there is none. */
    public BigDecimal ratio(String name) {
        JsonNode ratio = body.path(name);
        if (!has(name)) {
            return BigDecimal.ONE;
        } else if (ratio.isNumber()
                && Math.abs((long) ratio.decimalValue().scale()) <= 9
                && ratio.decimalValue().signum() > 0
                && ratio.decimalValue().compareTo(BigDecimal.ONE) <= 0) {
            return ratio.decimalValue();
        }
        problem(
                name,
                ratio.isNumber() ? "out_of_range" : "wrong_type",
                "expected a number above 0 and at most 1, of at most 9 decimals, but " + shown(name) + " came");
        return BigDecimal.ONE;
    }

    /** True or false; another value where there is none. */
    public boolean flag(String name, boolean otherwise) {
        if (has(name) && !body.get(name).isBoolean()) {
            problem(name, "wrong_type", "expected true or false, but " + shown(name) + " came");
        }
        return has(name) ? body.get(name).booleanValue() : otherwise;
    }

    /** An instant after one and not after another; null where there is none. */
    public @Nullable Instant instant(String name, Instant after, Instant last) {
        if (!has(name)) {
            return null;
        }
        String expected = "expected an RFC 3339 date-time with offset after " + after + " and not after " + last
                + ", but " + shown(name) + " came";
        try {
            Instant at =
                    body.get(name).isTextual() ? DateTime.parse(body.get(name).textValue()) : null;
            if (at == null) {
                problem(name, "wrong_type", expected);
            } else if (!at.isAfter(after) || at.isAfter(last)) {
                problem(name, "out_of_range", expected);
            }
            return at;
        } catch (DateTimeException e) {
            problem(name, "bad_format", expected);
            return null;
        }
    }

    /** A duration within bounds; null where there is none. */
    public @Nullable Duration optionalDuration(String name, Duration shortest, Duration longest) {
        return has(name) ? duration(name, shortest, longest) : null;
    }

    /** A duration within bounds; the shortest stands for one that is not. */
    public Duration duration(String name, Duration shortest, Duration longest) {
        String expected = "expected an ISO 8601 duration from " + shortest + " to " + longest + ", such as PT15M, but ";
        if (!has(name)) {
            problem(name, "missing", expected + "the member is absent");
            return shortest;
        }
        try {
            Duration duration =
                    body.get(name).isTextual() ? Duration.parse(body.get(name).textValue()) : null;
            if (duration == null) {
                problem(name, "wrong_type", expected + shown(name) + " came");
                return shortest;
            } else if (duration.compareTo(shortest) < 0 || duration.compareTo(longest) > 0) {
                problem(name, "out_of_range", expected + shown(name) + " came");
            }
            return duration;
        } catch (DateTimeException | ArithmeticException e) {
            problem(name, "bad_format", expected + shown(name) + " came");
            return shortest;
        }
    }

    /** The command of the members that were read, for its participant; null where something is wrong. */
    public @Nullable RawCommand command(Supplier<Command> command) {
        String participantId = text("participant_id", Limits.ID_CHARACTERS);
        String key = key();
        return problems.isEmpty() ? new RawCommand(participantId, key, command.get()) : null;
    }

    /** What came, at most so much of it that it can be recognised. */
    private String shown(String name) {
        return shown(body.get(name));
    }

    /** A value as messages show it: its JSON, not longer than an event type may be. */
    public static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() <= Limits.EVENT_TYPE_CHARACTERS
                ? text
                : text.substring(0, Limits.EVENT_TYPE_CHARACTERS) + "...";
    }
}
