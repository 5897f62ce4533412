package io.podium.rules.program;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How many points an earn rule grants: either {@code amount}, or the floor of an attribute times a ratio.
 *
 * @param amount points, at least 1; null when scaled
 * @param amountAttribute name of a numeric attribute; null when fixed
 * @param ratio points per unit of the attribute, above 0; null when fixed
 * @param allowNegative whether an attribute below zero takes points back; else it gives nothing
 */
public record Grant(
        @Nullable Long amount,
        @Nullable String amountAttribute,
        @Nullable BigDecimal ratio,
        boolean allowNegative) {
    public Grant {
        boolean fixed = amount != null && amountAttribute == null && ratio == null && !allowNegative;
        boolean scaled = amount == null && amountAttribute != null && ratio != null;
        if (!fixed && !scaled) {
            throw new IllegalArgumentException(
                    "expected either amount, or amount_attribute with ratio, but another combination came");
        }
    }

    /** Whether the points do not depend on the event. */
    public boolean isFixed() {
        return amount != null;
    }
}
