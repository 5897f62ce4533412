/** Writing events to the log and knowing their positions. The only producer of an API node is here. */
@NullMarked
package io.podium.ingest.log;

import org.jspecify.annotations.NullMarked;
