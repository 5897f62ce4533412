/** Stage 3: contests' boards, ranks, lifecycle and prizes. Scores come in by contest, standings go out. */
package io.podium.stream.leaderboard;
