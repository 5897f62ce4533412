/** The topology as a column: sources, stages, sinks. No logic in it. */
@NullMarked
package io.podium.stream.topology;

import org.jspecify.annotations.NullMarked;
