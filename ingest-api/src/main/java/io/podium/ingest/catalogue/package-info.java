/**
 * What an API node knows of published rules: event types to warn by, and which rules depend on order. It follows
 * the rules topic and never evaluates a rule.
 */
package io.podium.ingest.catalogue;
