package io.podium.rules.condition;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The one kind of number that conditions know: decimals of 34 digits, rounded half to even, up to about 1e308. 2 and
 * 2.0 are the same, and 0.1 + 0.2 is 0.3.
 */
final class Numbers {

    private static final MathContext PRECISION = MathContext.DECIMAL128;
    private static final int MAX_EXPONENT = 309;
    private static final BigDecimal MIN_INT = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MAX_INT = BigDecimal.valueOf(Long.MAX_VALUE);

    private Numbers() {}

    static Object of(JsonNode node) {
        return node.canConvertToLong() && node.isIntegralNumber()
                ? BigDecimal.valueOf(node.longValue())
                : bounded(node.decimalValue());
    }

    /** The number within what conditions calculate with; those too small are 0, those too large a {@link Fault}. */
    static Object bounded(BigDecimal number) {
        long exponent = (long) number.precision() - number.scale();
        if (number.signum() == 0 || exponent < -MAX_EXPONENT) {
            return BigDecimal.ZERO;
        }
        return exponent > MAX_EXPONENT ? Fault.OVERFLOW : number.round(PRECISION);
    }

    static Object calculated(String operator, BigDecimal one, BigDecimal other) {
        return switch (operator) {
            case "_+_" -> bounded(one.add(other, PRECISION));
            case "_-_" -> bounded(one.subtract(other, PRECISION));
            case "_*_" -> bounded(one.multiply(other, PRECISION));
            case "_/_" -> other.signum() == 0 ? Fault.DIVIDE_BY_ZERO : bounded(one.divide(other, PRECISION));
            case "_%_" -> other.signum() == 0 ? Fault.DIVIDE_BY_ZERO : bounded(one.remainder(other));
            default -> Fault.NO_OVERLOAD;
        };
    }

    /** The whole part, in the range of 64 bits. */
    static Object whole(BigDecimal number) {
        BigDecimal whole = number.setScale(0, RoundingMode.DOWN);
        return whole.compareTo(MIN_INT) < 0 || whole.compareTo(MAX_INT) > 0 ? Fault.OVERFLOW : whole;
    }

    static boolean isWhole(BigDecimal number) {
        return number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
    }

    static Object parsed(String text) {
        if (text.length() > 100) {
            return Fault.INVALID_ARGUMENT;
        }
        try {
            return bounded(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return Fault.INVALID_ARGUMENT;
        }
    }
}
