/** Stage 3: contests' boards, ranks, lifecycle and prizes. Scores come in by contest, standings go out. */
@NullMarked
package io.podium.stream.leaderboard;

import org.jspecify.annotations.NullMarked;
