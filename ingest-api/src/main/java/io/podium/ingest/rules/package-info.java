/**
 * The rule administration of the API: what is asked of whoever keeps the rules. Its implementation belongs to the
 * node that wires it.
 */
@NullMarked
package io.podium.ingest.rules;

import org.jspecify.annotations.NullMarked;
