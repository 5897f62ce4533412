/**
 * What happened to one event: arrival, verdict, what each rule made of it. It evaluates again what the log has and
 * compares.
 */
@NullMarked
package io.podium.operations.trace;

import org.jspecify.annotations.NullMarked;
