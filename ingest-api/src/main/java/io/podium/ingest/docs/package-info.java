/**
 * The documents that a node answers with: its API, its topics, and a page that explores the API. None of them needs a
 * key.
 */
@NullMarked
package io.podium.ingest.docs;

import org.jspecify.annotations.NullMarked;
