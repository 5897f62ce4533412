/**
 * Hostile input against one instance of development mode, beside an innocent tenant that must not notice. See
 * {@link io.podium.benchmarks.fuzz.Fuzz}, which a script starts with a seed.
 */
@NullMarked
package io.podium.benchmarks.fuzz;

import org.jspecify.annotations.NullMarked;
