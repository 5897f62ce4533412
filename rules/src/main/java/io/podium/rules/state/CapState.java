package io.podium.rules.state;

import io.podium.rules.program.Cap;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a participant has used of one rule's cap, in the latest {@value #KEPT_PERIODS} periods that were touched.
 *
 * @param every the cap's period when this was written; another one starts anew
 * @param used points by the number of the period
 */
public record CapState(Cap.Every every, Map<Long, Long> used) {

    /** Periods kept; about two months of days. */
    public static final int KEPT_PERIODS = 62;

    public CapState {
        used = Collections.unmodifiableMap(new TreeMap<>(used));
    }

    /** Points used in a period. */
    public long usedIn(long period) {
        return used.getOrDefault(period, 0L);
    }

    /** Whether a period is so old that it is no more known what was used in it. */
    public boolean hasForgotten(long period) {
        return used.size() >= KEPT_PERIODS && period < used.keySet().iterator().next();
    }

    CapState with(long period, long points) {
        TreeMap<Long, Long> more = new TreeMap<>(used);
        more.put(period, points);
        while (more.size() > KEPT_PERIODS) {
            more.pollFirstEntry();
        }
        return new CapState(every, more);
    }
}
