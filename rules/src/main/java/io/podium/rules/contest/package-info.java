/**
 * Contests: scores, standings, their lifecycle, fraud rules and prizes. Pure: what a score does is decided here
 * and applied elsewhere.
 */
package io.podium.rules.contest;
