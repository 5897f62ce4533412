package io.podium.standalone.setup;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Ends the process when anything in it ran out of memory: a thread that died of it may be the one that everything else
 * waits for. Libraries catch errors and log them, so what is logged is looked at, beside what no one caught. Java's own
 * {@code -XX:+ExitOnOutOfMemoryError}, which our scripts set, does the same earlier.
 */
public final class HaltOnOutOfMemory extends TurboFilter {

    /** The exit code that Java's own option has. */
    private static final int EXIT_CODE = 3;

    private static final int DEEPEST_CAUSE = 20;

    /** Looks at what no thread caught. */
    public static void install() {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            haltOn(failure);
            System.err.println(thread.getName() + " ended by " + failure);
        });
    }

    @Override
    public FilterReply decide(
            Marker marker,
            Logger logger,
            Level level,
            String format,
            Object @Nullable [] params,
            @Nullable Throwable failure) {
        haltOn(failure);
        if (params != null && params.length > 0 && params[params.length - 1] instanceof Throwable last) {
            haltOn(last);
        }
        return FilterReply.NEUTRAL;
    }

    /** Whether a failure is, or was caused by, memory that ran out. */
    static boolean isOutOfMemory(Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; cause != null && i < DEEPEST_CAUSE; i++) {
            if (cause instanceof OutOfMemoryError) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static void haltOn(@Nullable Throwable failure) {
        if (failure != null && isOutOfMemory(failure)) {
            System.err.println("podium: out of memory, so the process ends (give Java more with -Xmx): " + failure);
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }
}
