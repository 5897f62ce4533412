/** Time that follows from the log: heartbeats and watermarks. No stage reads another clock. */
package io.podium.stream.clock;
