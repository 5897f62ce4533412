package io.podium.schemas.node;

import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The background threads of one node, all daemons with names. One that ends by an exception or an error is reported in
 * the log and remembered: from then on the node is not healthy, and so not ready, because something that it relies on
 * stands still.
 */
public final class NodeThreads {

    private static final Logger LOG = LoggerFactory.getLogger(NodeThreads.class);

    private final AtomicReference<String> failure = new AtomicReference<>();

    /** What ended first and why; empty while everything runs. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** Whether everything runs that should. */
    public boolean isHealthy() {
        return failure.get() == null;
    }

    /** Starts a thread that does one thing until its node closes. */
    public Thread start(String name, Runnable work) {
        Thread thread = daemons(name).newThread(guarded(name, work));
        thread.start();
        return thread;
    }

    /** A scheduler of one thread; its tasks are to be {@link #guarded}, since a failed one is never run again. */
    public ScheduledExecutorService scheduler(String name) {
        return Executors.newSingleThreadScheduledExecutor(daemons(name));
    }

    /** The same work, whose failure is reported and remembered. */
    public Runnable guarded(String name, Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, name + " ended by " + e);
                LOG.error("{} ended unexpectedly; this node is not ready any more", name, e);
                throw e;
            }
        };
    }

    /** A daemon that is not started yet, for what no node relies on. */
    public static Thread daemon(String name, Runnable work) {
        return daemons(name).newThread(work);
    }

    /** Makes daemons of one name, for pools, which replace a thread that fails. */
    public static ThreadFactory daemons(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
