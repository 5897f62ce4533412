package io.podium.client;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Time and chance, which tests replace. */
interface Timing {

    /** What a client uses. */
    Timing REAL = new Timing() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration wait) throws InterruptedException {
            TimeUnit.NANOSECONDS.sleep(wait.toNanos());
        }

        @Override
        public double chance() {
            return ThreadLocalRandom.current().nextDouble();
        }
    };

    long nanos();

    void sleep(Duration wait) throws InterruptedException;

    /** Between 0 and 1. */
    double chance();
}
