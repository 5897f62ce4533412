/**
 * What happened to one event: arrival, verdict, what each rule made of it. It evaluates again what the log has and
 * compares.
 */
package io.podium.operations.trace;
