/**
 * Measurements that a script of the repository starts, each beside a baseline of the same run. Micro-benchmarks
 * are JMH's; the others are mains that print ratios.
 */
@NullMarked
package io.podium.benchmarks;

import org.jspecify.annotations.NullMarked;
