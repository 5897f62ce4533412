/** Raw and accepted events: their parser, limits, ids and problems. The same for HTTP, Kafka and files. */
package io.podium.schemas.event;
