/**
 * Answers to questions of API nodes about what this processor owns. Only this package of the processor serves
 * HTTP.
 */
@NullMarked
package io.podium.stream.query;

import org.jspecify.annotations.NullMarked;
