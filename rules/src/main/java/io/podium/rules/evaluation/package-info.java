/**
 * What an event means under a set of rules for the state of its participant: changes and outcomes, decided without
 * changing anything. One place applies them.
 */
@NullMarked
package io.podium.rules.evaluation;

import org.jspecify.annotations.NullMarked;
