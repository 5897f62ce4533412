/** The topology as a column: sources, stages, sinks. No logic in it. */
package io.podium.stream.topology;
