/**
 * Committed records of topics, merged in the order of their time. For tools that read the log from outside of the
 * stream.
 */
package io.podium.operations.log;
