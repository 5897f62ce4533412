/** Days, weeks and months in a time zone, with grace. They follow java.time, also where a zone skipped a day. */
package io.podium.rules.period;
