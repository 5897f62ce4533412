/** Raw and accepted events: their parser, limits, ids and problems. The same for HTTP, Kafka and files. */
@NullMarked
package io.podium.schemas.event;

import org.jspecify.annotations.NullMarked;
