/** Time that follows from the log: heartbeats and watermarks. No stage reads another clock. */
@NullMarked
package io.podium.stream.clock;

import org.jspecify.annotations.NullMarked;
