/**
 * Outcomes as they are committed, pushed to the clients that follow them. One consumer reads the partitions that
 * somebody follows; what a client does not read has a bound.
 */
@NullMarked
package io.podium.ingest.live;

import org.jspecify.annotations.NullMarked;
