/** The report of all measurements: tables and plots. It reads what the other packages wrote. */
@NullMarked
package io.podium.benchmarks.report;

import org.jspecify.annotations.NullMarked;
