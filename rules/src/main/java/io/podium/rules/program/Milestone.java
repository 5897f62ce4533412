package io.podium.rules.program;

import com.fasterxml.jackson.annotation.JsonAlias;

/**
 * A reward on the way: of a streak for a length, of a challenge for a number of completed objectives. Given once per
 * participant (of a challenge, once per participation).
 *
 * @param count what must be reached, at least 1; authors of daily streaks may write {@code days}
 */
public record Milestone(@JsonAlias("days") long count, Reward reward) {}
