package io.podium.ingest.query;

import io.podium.schemas.query.PartitionOwners;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The map of partition owners as last learnt, shared by all questions: at most one fetch is under way, and whoever
 * needs the map meanwhile waits for the same one. Nodes are asked in turn until one answers.
 */
final class OwnerMap {

    private final List<String> nodes;
    private final Function<String, CompletableFuture<PartitionOwners>> fetch;
    private CompletableFuture<PartitionOwners> current;

    OwnerMap(List<String> nodes, Function<String, CompletableFuture<PartitionOwners>> fetch) {
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("expected at least one processor node, but none");
        }
        this.nodes = List.copyOf(nodes);
        this.fetch = fetch;
    }

    /** The map; fetched first when there is none or the last fetch failed. */
    synchronized CompletableFuture<PartitionOwners> current() {
        if (current == null || current.isCompletedExceptionally()) {
            current = from(0);
        }
        return current;
    }

    /** The map proved wrong; the next question fetches it again. */
    synchronized void outdated() {
        if (current != null && current.isDone()) {
            current = null;
        }
    }

    private CompletableFuture<PartitionOwners> from(int node) {
        CompletableFuture<PartitionOwners> fetched = fetch.apply(nodes.get(node));
        return node + 1 == nodes.size()
                ? fetched
                : fetched.handle((map, failure) -> failure == null ? fetched : from(node + 1))
                        .thenCompose(next -> next);
    }
}
