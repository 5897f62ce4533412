/**
 * What each event gave its participant, kept for the ledger and for taking it back. Evaluation reads it through a view
 * and says what is to be written; stages store it.
 */
@NullMarked
package io.podium.rules.ledger;

import org.jspecify.annotations.NullMarked;
