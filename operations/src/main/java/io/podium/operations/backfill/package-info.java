/**
 * Import of history from files and topics, with a ledger that makes it safe to stop and go on. It paces itself by
 * what the live run bears.
 */
@NullMarked
package io.podium.operations.backfill;

import org.jspecify.annotations.NullMarked;
