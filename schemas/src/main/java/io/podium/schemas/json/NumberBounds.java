package io.podium.schemas.json;

import java.math.BigDecimal;

/** Which numbers of documents are calculated with: those within the range of an IEEE 754 double. */
public final class NumberBounds {

    /** Largest decimal exponent, of large numbers and of small ones. */
    public static final int EXPONENT = 308;

    private NumberBounds() {}

    /** The decimal exponent of a number, as scientific notation has it. */
    public static long exponent(BigDecimal number) {
        return (long) number.precision() - number.scale() - 1;
    }

    /** Whether a number is zero or within the range, and not written with more digits than that takes. */
    public static boolean hold(BigDecimal number) {
        return Math.abs((long) number.scale()) <= 2L * EXPONENT
                && (number.signum() == 0 || Math.abs(exponent(number)) <= EXPONENT);
    }
}
