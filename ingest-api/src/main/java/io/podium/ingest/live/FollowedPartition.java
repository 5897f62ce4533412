package io.podium.ingest.live;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A partition that somebody follows. */
final class FollowedPartition {
    private long next;
    private final Map<String, List<FeedListener>> byKey = new HashMap<>();
    private final List<FeedListener> all = new ArrayList<>();

    FollowedPartition(long next) {
        this.next = next;
    }

    void add(@Nullable String key, FeedListener listener) {
        (key == null ? all : byKey.computeIfAbsent(key, none -> new ArrayList<>())).add(listener);
    }

    void remove(@Nullable String key, FeedListener listener) {
        if (key == null) {
            all.remove(listener);
        } else {
            byKey.computeIfPresent(key, (known, listeners) -> {
                listeners.remove(listener);
                return listeners.isEmpty() ? null : listeners;
            });
        }
    }

    List<FeedListener> of(String key) {
        return byKey.getOrDefault(key, List.of());
    }

    /** Those who follow all keys. */
    List<FeedListener> ofAll() {
        return all;
    }

    Set<FeedListener> everybody() {
        Set<FeedListener> everybody = new HashSet<>(all);
        byKey.values().forEach(everybody::addAll);
        return everybody;
    }

    boolean isIdle() {
        return all.isEmpty() && byKey.isEmpty();
    }

    /** The offset of the next record that is handed on. */
    long next() {
        return next;
    }

    void next(long offset) {
        next = offset;
    }
}
