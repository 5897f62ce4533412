/**
 * Committed records of topics, merged in the order of their time. For tools that read the log from outside of the
 * stream.
 */
@NullMarked
package io.podium.operations.log;

import org.jspecify.annotations.NullMarked;
