/**
 * Import of history from files and topics, with a ledger that makes it safe to stop and go on. It paces itself by
 * what the live run bears.
 */
package io.podium.operations.backfill;
