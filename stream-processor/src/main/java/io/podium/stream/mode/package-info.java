/**
 * What a processor runs for: live, as a further generation, as a replay, or to be measured. All that differs between
 * them is decided here, so that the stages and the engine ask the mode and never test which one it is.
 */
@NullMarked
package io.podium.stream.mode;

import org.jspecify.annotations.NullMarked;
