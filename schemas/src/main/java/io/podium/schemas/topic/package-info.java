/** All topics as typed values: name, serdes, configuration. No other place names a topic. */
package io.podium.schemas.topic;
