/** Scores on their way from evaluation to leaderboards. Internal: only the two stages read them. */
@NullMarked
package io.podium.schemas.score;

import org.jspecify.annotations.NullMarked;
