package io.podium.rules.attribute;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.rules.note.Note;
import io.podium.schemas.event.AttributePath;
import io.podium.schemas.event.Decimals;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Exact reading of an event's attributes, by name or by dotted path. Numbers are decimals within the bounds of
 * {@link Decimals}, so that no event can make arithmetic explode.
 */
public final class Attributes {
    private Attributes() {}

    /** A numeric attribute, or the reason why there is none. */
    public sealed interface Amount {
        /** A number within the bounds. */
        record Of(BigDecimal value) implements Amount {}

        /** No usable number. */
        record None(String note) implements Amount {}
    }

    /** The attribute of that name or path; null where there is none. */
    public static @Nullable JsonNode find(JsonNode attributes, String name) {
        return AttributePath.find(attributes, name);
    }

    /** Reads the attribute as a number that rules can calculate with. */
    public static Amount amount(JsonNode attributes, String name) {
        JsonNode value = find(attributes, name);
        if (value == null || value.isNull()) {
            return new Amount.None(Note.ATTRIBUTE_MISSING.of(name));
        } else if (!value.isNumber()) {
            return new Amount.None(Note.ATTRIBUTE_NOT_NUMERIC.of(name));
        }
        Optional<BigDecimal> usable = Decimals.usable(value.decimalValue());
        return usable.isPresent() ? new Amount.Of(usable.get()) : new Amount.None(Note.ATTRIBUTE_OUT_OF_RANGE.of(name));
    }

    /** The same number without trailing zeros or exponent, so that equal numbers are written the same. */
    public static BigDecimal plain(BigDecimal number) {
        return Decimals.plain(number);
    }

    /** Equality of JSON scalars: numbers by value, others by type and value. */
    public static boolean same(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue()) == 0;
        }
        return one.equals(other);
    }
}
