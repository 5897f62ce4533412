/** A processor: the topology running, its commits, heartbeats and health. The only place that starts Kafka Streams. */
package io.podium.stream.engine;
