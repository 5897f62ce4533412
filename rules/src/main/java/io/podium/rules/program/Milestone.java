package io.podium.rules.program;

import com.fasterxml.jackson.annotation.JsonAlias;

/**
 * A reward on the way: of a streak for a length, of a challenge for a number of completed objectives. Given once per
 * participant (of a challenge, once per participation), or of a streak for each row that becomes so long.
 *
 * @param count what must be reached, at least 1; authors of daily streaks may write {@code days}
 * @param again of streaks; never when the author said nothing
 */
public record Milestone(@JsonAlias("days") long count, Again again, Reward reward) {
    public Milestone {
        again = again == null ? Again.NEVER : again;
    }

    /** Whether a streak's reward can be given more than once. */
    public enum Again {
        NEVER,
        /** By each chain of periods that becomes so long. */
        EACH_RUN
    }
}
