/**
 * The way of an event through an API node: checked, written, its verdict awaited. One class per kind of request,
 * all of them without HTTP.
 */
@NullMarked
package io.podium.ingest.submit;

import org.jspecify.annotations.NullMarked;
