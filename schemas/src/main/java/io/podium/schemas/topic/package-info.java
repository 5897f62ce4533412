/** All topics as typed values: name, serdes, configuration. No other place names a topic. */
@NullMarked
package io.podium.schemas.topic;

import org.jspecify.annotations.NullMarked;
