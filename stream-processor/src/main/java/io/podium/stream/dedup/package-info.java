/** Stage 1: classifies raw records and decides which keys are new. Its store holds the keys of the window. */
@NullMarked
package io.podium.stream.dedup;

import org.jspecify.annotations.NullMarked;
