/** The report of all measurements: tables and plots. It reads what the other packages wrote. */
package io.podium.benchmarks.report;
