/** Days, weeks and months in a time zone, with grace. They follow java.time, also where a zone skipped a day. */
@NullMarked
package io.podium.rules.period;

import org.jspecify.annotations.NullMarked;
