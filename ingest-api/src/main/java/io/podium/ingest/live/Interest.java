package io.podium.ingest.live;

import io.podium.schemas.topic.Topic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is followed.
 *
 * @param key whose records, in the partition of each topic that is its own; null for all of all partitions
 */
record Interest(@Nullable String key, List<Topic<?, ?>> topics) {}
