/**
 * Nodes of each role, wired from their configuration in order of start and stopped in reverse. Mains with new,
 * without a container.
 */
@NullMarked
package io.podium.standalone.setup;

import org.jspecify.annotations.NullMarked;
