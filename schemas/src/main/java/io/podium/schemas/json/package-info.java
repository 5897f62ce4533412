/**
 * The one JSON dialect: exact decimals, RFC 3339 times, the same bytes for the same value. Readers of what others
 * wrote bound what they take.
 */
package io.podium.schemas.json;
