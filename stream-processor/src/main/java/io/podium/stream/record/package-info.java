/**
 * Records on their way through the topology: readers, order, dead letters, failures. What can't be processed
 * leaves here, with its reason.
 */
@NullMarked
package io.podium.stream.record;

import org.jspecify.annotations.NullMarked;
