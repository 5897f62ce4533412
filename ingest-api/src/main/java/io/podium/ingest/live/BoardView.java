package io.podium.ingest.live;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * What of a board a client looks at.
 *
 * @param name the same for all that are read by one query
 * @param read reads it; empty where it is no more, and exceptionally when it can't be read now
 */
public record BoardView(String name, Supplier<CompletableFuture<Optional<String>>> read) {}
