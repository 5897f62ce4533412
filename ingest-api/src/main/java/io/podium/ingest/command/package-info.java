/**
 * Bodies of commands, wherever they come from: a request, or a row of an import. What is wrong with one is reported in
 * the same words.
 */
@NullMarked
package io.podium.ingest.command;

import org.jspecify.annotations.NullMarked;
