/**
 * Hostile input against one instance of development mode, beside an innocent tenant that must not notice: see
 * {@link io.podium.benchmarks.fuzz.Fuzz}.
 */
package io.podium.benchmarks.fuzz;
