/**
 * What administrators order to be done to a participant, as records of {@code raw-commands} and as part of accepted
 * events. Clients of events can write none of it.
 */
@NullMarked
package io.podium.schemas.command;

import org.jspecify.annotations.NullMarked;
