/**
 * What the dedup step costs per event with millions of keys in its store. An empty store in the same run is the
 * baseline.
 */
@NullMarked
package io.podium.benchmarks.dedup;

import org.jspecify.annotations.NullMarked;
