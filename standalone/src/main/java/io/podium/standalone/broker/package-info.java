/** The embedded broker of development mode and its data directory. No other role starts a broker. */
@NullMarked
package io.podium.standalone.broker;

import org.jspecify.annotations.NullMarked;
