/**
 * Contests: scores, standings, their lifecycle, fraud rules and prizes. Pure: what a score does is decided here
 * and applied elsewhere.
 */
@NullMarked
package io.podium.rules.contest;

import org.jspecify.annotations.NullMarked;
