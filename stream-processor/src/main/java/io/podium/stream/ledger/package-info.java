/**
 * The ledger of stage 2 as it is stored: what each event gave, with its results, under the event's id, and for each
 * participant an index of those events. The index ends in the participant's own record, so that an event costs no
 * write for it.
 */
@NullMarked
package io.podium.stream.ledger;

import org.jspecify.annotations.NullMarked;
