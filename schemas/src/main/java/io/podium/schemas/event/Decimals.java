package io.podium.schemas.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that rules calculate with: exact decimals, never binary floating point, of at most {@value #INTEGER_DIGITS}
 * digits before the point. What has more than {@value #FRACTION_DIGITS} digits after it, as 1234.5600000000002, which
 * is how JavaScript prints a sum of prices, is rounded half to even. So only the magnitude can make a number
 * unusable.
 */
public final class Decimals {

    /** Most digits before the decimal point. */
    public static final int INTEGER_DIGITS = 15;
    /** Digits after it that are kept. */
    public static final int FRACTION_DIGITS = 9;

    private static final int TEXT_CHARACTERS = 100;
    private static final Pattern TEXT = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,3})?");

    private Decimals() {}

    /** A number as rules calculate with it, without trailing zeros or exponent; empty where it is too large. */
    public static Optional<BigDecimal> usable(BigDecimal number) {
        // Precision and scale are known without writing the number out, which 1e999999999 would not survive.
        long digits = (long) number.precision() - number.scale();
        if (number.signum() == 0) {
            return Optional.of(BigDecimal.ZERO);
        } else if (digits > INTEGER_DIGITS || digits < -Limits.NUMBER_EXPONENT) {
            return Optional.empty();
        } else if (digits < -FRACTION_DIGITS) {
            return Optional.of(BigDecimal.ZERO);
        }
        BigDecimal rounded =
                number.scale() > FRACTION_DIGITS ? number.setScale(FRACTION_DIGITS, RoundingMode.HALF_EVEN) : number;
        BigDecimal plain = plain(rounded);
        return plain.precision() - plain.scale() > INTEGER_DIGITS ? Optional.empty() : Optional.of(plain);
    }

    /** The number that a text is, as shops send prices ({@code "403.00"}); empty where it is none. */
    public static Optional<BigDecimal> ofText(String text) {
        String trimmed = text.length() <= TEXT_CHARACTERS ? text.strip() : "";
        return TEXT.matcher(trimmed).matches() ? Optional.of(new BigDecimal(trimmed)) : Optional.empty();
    }

    /** The same number without trailing zeros or exponent, so that equal numbers are written the same. */
    public static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** Why a value can't be calculated with, as a code of notes; empty when it can. */
    public static Optional<String> unusable(@Nullable JsonNode value) {
        if (value == null || value.isNull() || value.isMissingNode()) {
            return Optional.of("attribute_missing");
        } else if (!value.isNumber()) {
            return Optional.of("attribute_not_numeric");
        }
        return usable(value.decimalValue()).isPresent() ? Optional.empty() : Optional.of("attribute_out_of_range");
    }
}
