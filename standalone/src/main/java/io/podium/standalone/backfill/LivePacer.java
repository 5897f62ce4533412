package io.podium.standalone.backfill;

import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Leaves the live run its room: goes as fast as {@link Rate} says, which is told once a second how the live run does.
 * Tells of the progress by a bar on a terminal, else by a line every few seconds.
 */
public final class LivePacer {

    /** By how much live sync answers may become slower than they were before. */
    private static final double SLOWER = 1.5;

    /** An import that goes on begins a little slower than it was. */
    private static final double RESUME = 0.8;

    private static final int BASELINE_SECONDS = 10;
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** After so many seconds without enough answers to judge, only the lag counts. */
    private static final int SILENCE = 15;

    private static final int BAR = 30;

    private final LiveWatch watch;
    private final double fastest;
    private final PrintWriter out;
    private final boolean terminal;
    private final long printEveryNanos;
    private final long began = System.nanoTime();
    private Rate rate;
    private double latency = Double.NaN;
    private int silence;
    private long nextLook;
    private long nextSend;
    private long nextPrint;
    private long firstDone = -1;

    /**
     * A pacer.
     *
     * @param fastest events per second, whatever the live run says
     * @param terminal whether a line can be written over
     */
    public LivePacer(LiveWatch watch, double fastest, PrintWriter out, boolean terminal) {
        this.watch = watch;
        this.fastest = fastest;
        this.out = out;
        this.terminal = terminal;
        printEveryNanos = terminal ? TimeUnit.MILLISECONDS.toNanos(200) : TimeUnit.SECONDS.toNanos(5);
        rate = new Rate(Rate.START, fastest, Double.POSITIVE_INFINITY);
    }

    /**
     * Begins, or goes on; called once.
     *
     * @param remembered how long live sync answers took before the import, in ms; 0 where it is not known yet
     * @param lastRate events per second of an earlier part of this import; 0 for none
     * @return how long they took, measured where it was not known
     */
    double begin(double remembered, double lastRate) {
        double baseline = remembered > 0 ? remembered : measure();
        double limit = Double.POSITIVE_INFINITY;
        if (baseline > 0) {
            limit = SLOWER * baseline;
            out.println(String.format(
                    "live sync answers: 99th percentile at most %.0f ms before the import; it slows down above %.0f ms",
                    baseline, limit));
        }
        rate = new Rate(lastRate > 0 ? lastRate * RESUME : Rate.START, fastest, limit);
        return baseline;
    }

    private double measure() {
        if (!watch.seesNodes()) {
            return 0;
        }
        watch.look();
        LockSupport.parkNanos(BASELINE_SECONDS * LOOK_NANOS);
        double latency = watch.look().latency();
        return Double.isNaN(latency) ? 0 : latency;
    }

    /** Events per second at the moment. */
    double perSecond() {
        return rate.perSecond();
    }

    /** Returns when so many events may be sent. */
    void await(int events) {
        long now = System.nanoTime();
        if (now >= nextLook) {
            Rate.Sample sample = watch.look();
            boolean news = !watch.seesNodes() || !Double.isNaN(sample.latency());
            latency = Double.isNaN(sample.latency()) ? latency : sample.latency();
            if (news || rate.isBehind(sample) || ++silence > SILENCE) {
                rate.observe(sample);
                silence = 0;
            }
            nextLook = System.nanoTime() + LOOK_NANOS;
        }
        now = System.nanoTime();
        while (now < nextSend) {
            LockSupport.parkNanos(nextSend - now);
            now = System.nanoTime();
        }
        nextSend = now + (long) (events / rate.perSecond() * 1e9);
    }

    /** Tells how far it is, in rows and in the unit of the source. */
    void progress(long rows, long done, long total) {
        firstDone = firstDone < 0 ? done : firstDone;
        long now = System.nanoTime();
        if (now < nextPrint) {
            return;
        }
        nextPrint = now + printEveryNanos;
        double share = total == 0 ? 1 : (double) done / total;
        double perNano = (done - firstDone) / (double) Math.max(1, now - began);
        String left = perNano > 0 ? left((long) ((total - done) / perNano / 1e9)) : "?";
        int full = (int) (share * BAR);
        String line = String.format(
                "[%s%s] %5.1f %%  %,d rows  %,.0f/s%s  %s left",
                "#".repeat(full),
                "-".repeat(BAR - full),
                share * 100,
                rows,
                rate.perSecond(),
                Double.isNaN(latency) ? "" : String.format("  live p99 %.0f ms", latency),
                left);
        out.print(terminal ? "\r" + line + "  " : line + System.lineSeparator());
        out.flush();
    }

    /** Ends a bar that was written over, so that what follows has a line of its own. */
    public void end() {
        if (terminal) {
            out.println();
        }
    }

    private static String left(long seconds) {
        return seconds < 3600
                ? String.format("%d:%02d", seconds / 60, seconds % 60)
                : String.format("%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}
