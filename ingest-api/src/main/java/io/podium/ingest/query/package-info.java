/**
 * Questions to the processors that own a partition: verdicts, results, state, boards. Answers that are late or
 * unknown are values.
 */
@NullMarked
package io.podium.ingest.query;

import org.jspecify.annotations.NullMarked;
