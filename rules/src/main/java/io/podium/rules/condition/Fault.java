package io.podium.rules.condition;

/**
 * Why a part of a condition has no value. It goes up through everything that needs the value; {@code ||}, {@code &&}
 * and {@code ?:} may do without. Codes of notes are stable.
 */
record Fault(String code) {

    static final Fault NOT_FOUND = new Fault("attribute_not_found");
    static final Fault NO_OVERLOAD = new Fault("overload_not_found");
    static final Fault DIVIDE_BY_ZERO = new Fault("divide_by_zero");
    static final Fault OVERFLOW = new Fault("numeric_overflow");
    static final Fault INVALID_ARGUMENT = new Fault("invalid_argument");
    static final Fault OUT_OF_BOUNDS = new Fault("index_out_of_bounds");
    static final Fault DUPLICATE_KEY = new Fault("duplicate_key");
    static final Fault PATTERN_TOO_LARGE = new Fault("pattern_too_large");
}
