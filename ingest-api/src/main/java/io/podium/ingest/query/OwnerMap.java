package io.podium.ingest.query;

import io.podium.schemas.query.PartitionOwners;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The map of partition owners as last learnt, shared by all questions: at most one fetch is under way, and whoever
 * needs the map meanwhile waits for the same one. Nodes are asked in turn until one knows of every
 * partition: a node that has just started knows of none.
 */
final class OwnerMap {

    private final List<String> nodes;
    private final Function<String, CompletableFuture<PartitionOwners>> fetch;
    private @Nullable CompletableFuture<PartitionOwners> current;

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

    /** Asks from a node on; one that knows of every partition settles it, else whoever knows most. */
    private CompletableFuture<PartitionOwners> from(int node) {
        CompletableFuture<PartitionOwners> fetched = fetch.apply(nodes.get(node));
        if (node + 1 == nodes.size()) {
            return fetched;
        }
        return fetched.handle((map, failure) -> failure != null
                        ? from(node + 1)
                        : map.missing() == 0
                                ? CompletableFuture.completedFuture(map)
                                : from(node + 1)
                                        .handle((other, none) ->
                                                none == null && other.missing() < map.missing() ? other : map))
                .thenCompose(next -> next);
    }
}
