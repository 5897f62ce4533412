package io.podium.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Time that passes only by waiting, and no chance. */
final class FakeTiming implements Timing {

    final List<Long> waitsMs = new ArrayList<>();
    private long nanos;

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public synchronized void sleep(Duration wait) {
        waitsMs.add(wait.toMillis());
        nanos += wait.toNanos();
    }

    @Override
    public double chance() {
        return 0;
    }
}
