/** A processor: the topology running, its commits, heartbeats and health. The only place that starts Kafka Streams. */
@NullMarked
package io.podium.stream.engine;

import org.jspecify.annotations.NullMarked;
