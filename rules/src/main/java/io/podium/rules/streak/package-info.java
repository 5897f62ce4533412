/**
 * Streaks by the set of their periods, so that the order of arrival does not matter. As many runs are kept as the
 * bound says.
 */
@NullMarked
package io.podium.rules.streak;

import org.jspecify.annotations.NullMarked;
