package io.podium.rules.attribute;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/**
 * Exact reading of an event's attributes. Numbers are decimals, never binary floating point, and bounded: up to
 * {@value #INTEGER_DIGITS} digits before the point and {@value #FRACTION_DIGITS} after it, so that no event can make
 * arithmetic explode.
 */
public final class Attributes {

    /** Most digits before the decimal point of a number that rules calculate with. */
    public static final int INTEGER_DIGITS = 15;
    /** Most digits after it. */
    public static final int FRACTION_DIGITS = 9;

    private Attributes() {}

    /** A numeric attribute, or the reason why there is none. */
    public sealed interface Amount {
        /** A number within the bounds. */
        record Of(BigDecimal value) implements Amount {}

        /** No usable number. */
        record None(String note) implements Amount {}
    }

    /** Reads the attribute as a number that rules can calculate with. */
    public static Amount amount(JsonNode attributes, String name) {
        JsonNode value = attributes.get(name);
        if (value == null || value.isNull()) {
            return new Amount.None("attribute_missing: " + name);
        }
        if (!value.isNumber()) {
            return new Amount.None("attribute_not_numeric: " + name);
        }
        BigDecimal number = value.decimalValue();
        if (number.signum() == 0) {
            return new Amount.Of(BigDecimal.ZERO);
        }
        // Precision and scale are known without writing the number out, which 1e999999999 would not survive.
        BigDecimal stripped = number.stripTrailingZeros();
        long integerDigits = (long) stripped.precision() - stripped.scale();
        boolean inRange = integerDigits <= INTEGER_DIGITS && stripped.scale() <= FRACTION_DIGITS;
        return inRange ? new Amount.Of(plain(stripped)) : new Amount.None("attribute_out_of_range: " + name);
    }

    /** The same number without trailing zeros or exponent, so that equal numbers are written the same. */
    public static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** Equality of JSON scalars: numbers by value, others by type and value. */
    public static boolean same(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue()) == 0;
        }
        return one.equals(other);
    }
}
