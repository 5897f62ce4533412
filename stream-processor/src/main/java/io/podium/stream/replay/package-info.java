/** The order in which a replay must process what the live run processed. Sequencers hold records until their turn. */
@NullMarked
package io.podium.stream.replay;

import org.jspecify.annotations.NullMarked;
