/**
 * What is kept of a participant: points, progress, badges, streaks. Immutable, bounded, and changed only by what
 * evaluation returns.
 */
@NullMarked
package io.podium.rules.state;

import org.jspecify.annotations.NullMarked;
