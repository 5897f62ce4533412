/** The embedded broker of development mode and its data directory. No other role starts a broker. */
package io.podium.standalone.broker;
