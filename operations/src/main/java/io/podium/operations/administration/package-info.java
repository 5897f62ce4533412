/**
 * Topics, claims and published rules of a cluster, as an operator sets them. Everything that asks Kafka's Admin is
 * here.
 */
@NullMarked
package io.podium.operations.administration;

import org.jspecify.annotations.NullMarked;
