/**
 * Points as they can be spent: the balance, what of it expires, what is held, what is owed. Pure values, and bounded
 * whatever a participant does.
 */
@NullMarked
package io.podium.rules.account;

import org.jspecify.annotations.NullMarked;
