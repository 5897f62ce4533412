/**
 * A client of Podium for servers in Java: sends events one by one, in batches and through a buffer, and reads what they
 * gave. Retries are those of the contract.
 */
@NullMarked
package io.podium.client;

import org.jspecify.annotations.NullMarked;
