/**
 * Events per second through all stages, beside a bare topology with the same hops and stores. Both run in turns
 * against one broker.
 */
@NullMarked
package io.podium.benchmarks.pipeline;

import org.jspecify.annotations.NullMarked;
