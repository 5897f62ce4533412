/**
 * What is kept of a participant: points, progress, badges, streaks. Immutable, bounded, and changed only by what
 * evaluation returns.
 */
package io.podium.rules.state;
