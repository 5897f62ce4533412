/**
 * The one JSON dialect: exact decimals, RFC 3339 times, the same bytes for the same value. Readers of what others
 * wrote bound what they take.
 */
@NullMarked
package io.podium.schemas.json;

import org.jspecify.annotations.NullMarked;
