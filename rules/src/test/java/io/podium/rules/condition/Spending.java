package io.podium.rules.condition;

import java.util.function.Consumer;

/** Measures what a call takes from a {@link Budget}: the least that must be left for it. */
final class Spending {

    private static final int TEXT_HEAD_BYTES = 40;
    private static final int MOST = 5_000;

    private Spending() {}

    /** A condition's full budget. */
    static Budget begun() {
        Budget budget = new Budget();
        budget.begin();
        return budget;
    }

    /** A budget with so many steps left. */
    static Budget withSteps(long steps) {
        Budget budget = begun();
        budget.steps(Budget.CONDITION_STEPS - steps);
        return budget;
    }

    /** A budget with so many bytes left, an even number. */
    static Budget withBytes(long bytes) {
        Budget budget = begun();
        for (int i = 0; i < 3; i++) {
            budget.text(Budget.MAX_TEXT);
        }
        long left = Budget.CONDITION_BYTES - 3L * (TEXT_HEAD_BYTES + 2L * Budget.MAX_TEXT);
        budget.text((left - bytes - TEXT_HEAD_BYTES) / 2);
        return budget;
    }

    /** The steps that a call takes. */
    static long steps(Consumer<Budget> call) {
        for (long left = 0; left < MOST; left++) {
            if (passes(call, withSteps(left))) {
                return left;
            }
        }
        throw new AssertionError("expected less than " + MOST + " steps");
    }

    /** The bytes that a call takes, rounded up to an even number. */
    static long bytes(Consumer<Budget> call) {
        for (long left = 0; left < MOST; left += 2) {
            if (passes(call, withBytes(left))) {
                return left;
            }
        }
        throw new AssertionError("expected less than " + MOST + " bytes");
    }

    private static boolean passes(Consumer<Budget> call, Budget budget) {
        try {
            call.accept(budget);
            return true;
        } catch (Budget.Exhausted e) {
            return false;
        }
    }
}
