/** Stores of the stages: serdes, caches, key filters. Values are binary, bounded, and written by their task alone. */
@NullMarked
package io.podium.stream.store;

import org.jspecify.annotations.NullMarked;
