package io.podium.schemas.binary;

import io.podium.schemas.state.Moment;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoField;

/** Values that Protocol Buffers have no type for, exact. */
public final class StateValues {

    private static final int NANOS_PER_MS = 1_000_000;

    private StateValues() {}

    /** A decimal as text, with its scale; empty for a zero without one. */
    public static String text(BigDecimal value) {
        return value.signum() == 0 && value.scale() == 0 ? "" : value.toString();
    }

    /**
     * The decimal that {@link #text} wrote.
     *
     * @throws NumberFormatException when the text is none
     */
    public static BigDecimal decimal(String text) {
        return text.isEmpty() ? BigDecimal.ZERO : new BigDecimal(text);
    }

    /** An instant, exact to the nanosecond. */
    public static Moment moment(Instant value) {
        long ms = value.toEpochMilli();
        return Moment.newBuilder()
                .setMs(ms)
                .setNs(value.get(ChronoField.NANO_OF_SECOND) % NANOS_PER_MS)
                .build();
    }

    /** The instant that {@link #moment} made a message of. */
    public static Instant instant(Moment moment) {
        return Instant.ofEpochMilli(moment.getMs()).plusNanos(moment.getNs());
    }
}
