/** Scenarios: events in and expected outcomes out, without a broker. They run the same evaluation as the stream. */
@NullMarked
package io.podium.rules.scenario;

import org.jspecify.annotations.NullMarked;
