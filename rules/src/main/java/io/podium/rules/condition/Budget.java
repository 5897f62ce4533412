package io.podium.rules.condition;

/**
 * What conditions may still spend on one event, counted in steps and bytes and never in time, so that a replay fails
 * where the first run did. Each condition has {@value #CONDITION_STEPS} steps and {@value #CONDITION_BYTES} bytes of
 * new values; all conditions of an event together have {@value #EVENT_STEPS} steps. A step is about one part of the
 * expression evaluated once, or as much work inside a function. Used by one thread.
 */
public final class Budget {

    /** Most steps of one condition for one event. */
    public static final int CONDITION_STEPS = 50_000;
    /** Most bytes of all values that one condition makes. */
    public static final int CONDITION_BYTES = 1 << 20;
    /** Most steps of all conditions together for one event. */
    public static final int EVENT_STEPS = 200_000;
    /** Most characters of a text that a condition makes. */
    public static final int MAX_TEXT = 1 << 17;
    /** Most items of a list that a condition makes. */
    public static final int MAX_ITEMS = 10_000;

    private long eventSteps = EVENT_STEPS;
    private long steps;
    private long bytes;

    /** A bound is passed: unlike a {@link Fault}, no part of the expression can make up for it. */
    static final class Exhausted extends RuntimeException {

        private static final long serialVersionUID = 1;

        Exhausted(String code) {
            super(code, null, false, false);
        }
    }

    /** Begins the next condition of the event. */
    void begin() {
        steps = Math.min(CONDITION_STEPS, eventSteps);
        bytes = CONDITION_BYTES;
    }

    /** Ends it: what it spent is gone for those that follow. */
    void end() {
        eventSteps -= Math.min(CONDITION_STEPS, eventSteps) - Math.max(0, steps);
    }

    void step() {
        if (--steps < 0) {
            throw new Exhausted("budget_exceeded");
        }
    }

    void steps(long count) {
        steps -= count;
        if (steps < 0) {
            throw new Exhausted("budget_exceeded");
        }
    }

    /** Looks at so many characters or bytes one after the other. */
    void scan(long length) {
        steps(length >> 4);
    }

    /** Makes a text. */
    void text(long characters) {
        if (characters > MAX_TEXT) {
            throw new Exhausted("value_too_large");
        }
        allocate(40 + 2 * characters);
        scan(characters);
    }

    /** Makes a list or map, or makes one longer. */
    void items(long added, long total) {
        if (total > MAX_ITEMS) {
            throw new Exhausted("value_too_large");
        }
        allocate(32 + 8 * added);
        steps(added >> 1);
    }

    private void allocate(long size) {
        bytes -= size;
        if (bytes < 0) {
            throw new Exhausted("budget_exceeded");
        }
    }
}
