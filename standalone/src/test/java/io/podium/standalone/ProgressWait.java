package io.podium.standalone;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/**
 * Waits that follow progress instead of the clock: as long as something moves, a slow or busy machine has all the time
 * that it needs; where nothing has moved for minutes, nothing will. What is watched must come to an end by itself, as
 * a count of outcomes does and one of heartbeats does not.
 */
public final class ProgressWait {

    private static final Duration STILL = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final String what;
    private final Duration still;
    private Object last;
    private long movedNanos = System.nanoTime();

    private ProgressWait(String what, Duration still) {
        this.what = what;
        this.still = still;
    }

    /** Waits until a value is as wanted; fails when it has stayed another one for three minutes. */
    public static <T> T until(String what, Callable<T> watched, Predicate<? super T> wanted) {
        return until(what, STILL, watched, wanted);
    }

    /** The same with another patience. What can't be read at the moment is as good as a value that does not move. */
    static <T> T until(String what, Duration still, Callable<T> watched, Predicate<? super T> wanted) {
        ProgressWait progress = new ProgressWait(what, still);
        return Awaitility.await()
                .forever()
                .pollDelay(Duration.ZERO)
                .pollInterval(PAUSE)
                .until(() -> progress.read(watched), value -> progress.isDone(value, wanted));
    }

    private <T> T read(Callable<T> watched) throws Exception {
        try {
            return watched.call();
        } catch (Exception | AssertionError e) {
            failWhenStill(e);
            return null;
        }
    }

    private <T> boolean isDone(T value, Predicate<? super T> wanted) {
        if (value == null) {
            return false;
        }
        if (wanted.test(value)) {
            return true;
        }
        if (!Objects.equals(value, last)) {
            last = value;
            movedNanos = System.nanoTime();
        }
        failWhenStill(null);
        return false;
    }

    private void failWhenStill(Throwable cause) {
        if (System.nanoTime() - movedNanos > still.toNanos()) {
            throw new AssertionError(
                    "expected " + what + ", but for " + still.toSeconds() + " s nothing has moved; it stays " + last,
                    cause);
        }
    }
}
