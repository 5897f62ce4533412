/**
 * What an API node knows of published rules: event types to warn by, and which rules depend on order. It follows
 * the rules topic and never evaluates a rule.
 */
@NullMarked
package io.podium.ingest.catalogue;

import org.jspecify.annotations.NullMarked;
