/** Scores on their way from evaluation to leaderboards. Internal: only the two stages read them. */
package io.podium.schemas.score;
