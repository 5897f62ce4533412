/**
 * Load on API nodes: single events, batches, sync answers, steps of load. Each is set beside a bare handler or raw
 * producing in the same run.
 */
@NullMarked
package io.podium.benchmarks.http;

import org.jspecify.annotations.NullMarked;
