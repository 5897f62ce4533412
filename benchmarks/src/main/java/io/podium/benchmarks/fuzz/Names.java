package io.podium.benchmarks.fuzz;

/** The few names that hostile rules and events share, so that the ones look at the others. */
final class Names {

    static final String[] EVENT_TYPES = {"e0", "e1", "e2", "e3", "e4", "e5", "e6", "e7", "challenge_enrolled"};
    static final String[] ATTRIBUTES = {"a", "b", "s", "n", "list", "map", "a.b", "challenge_id", "x y"};
    static final String[] TENANTS = {"hostile_one", "hostile_two"};

    private static final int PARTICIPANTS = 2_000;

    private Names() {}

    /** Mostly one of those that have done something before, now and then any text. */
    static String participant(Chance chance) {
        return switch (chance.below(20)) {
            case 0 -> chance.text();
            case 1 -> "new_" + Long.toHexString(chance.any());
            case 2 -> "hot";
            default -> "p" + chance.below(PARTICIPANTS);
        };
    }
}
