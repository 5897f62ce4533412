package io.podium.operations.backfill;

import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Leaves the live run its room: goes as fast as {@link Rate} says, which hears once a second how the live run does.
 * Reports the progress by a bar on a terminal, else by a line every few seconds.
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
    private Rate rate;
    private double latency = Double.NaN;
    private int silence;
    private long nextLook;
    private long nextSend;
    private long nextPrint;
    private long firstDone = -1;
    private long firstAt = System.nanoTime();
    private long lag;
    private long countedAt = System.nanoTime();
    private long countedRows = -1;
    private double actual = Double.NaN;

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

    /** The live run that room is left for. */
    LiveWatch watch() {
        return watch;
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
            lag = sample.lag();
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

    /** Rows that were dealt with before are behind; what follows is timed anew, and reported at once. */
    void skipped() {
        firstDone = -1;
        firstAt = System.nanoTime();
        countedRows = -1;
        nextPrint = 0;
    }

    /** Reports at once that an import goes on, before the rows that are dealt with are skipped. */
    void resumed(long rows) {
        out.println(String.format("goes on behind %,d rows that are dealt with", rows));
        out.flush();
    }

    /** Reports how far it is, in rows and in the unit of the source. */
    void progress(long rows, long done, long total) {
        firstDone = firstDone < 0 ? done : firstDone;
        long now = System.nanoTime();
        if (now < nextPrint) {
            return;
        }
        nextPrint = now + printEveryNanos;
        double share = total == 0 ? 1 : (double) done / total;
        double perNano = (done - firstDone) / (double) Math.max(1, now - firstAt);
        String left = perNano > 0 ? left((long) ((total - done) / perNano / 1e9)) : "?";
        int full = (int) (share * BAR);
        count(rows, now);
        String line = String.format(
                "[%s%s] %5.1f %%  %,d rows  %s of %,.0f/s%s  %s left%s",
                "#".repeat(full),
                "-".repeat(BAR - full),
                share * 100,
                rows,
                Double.isNaN(actual) ? "?" : String.format("%,.0f", actual),
                rate.perSecond(),
                Double.isNaN(latency) ? "" : String.format("  live p99 %.0f ms", latency),
                left,
                why());
        out.print(terminal ? "\r" + line + "  " : line + System.lineSeparator());
        out.flush();
    }

    /** How many rows a second there really were since this was last reported. */
    private void count(long rows, long now) {
        if (countedRows >= 0 && now > countedAt) {
            actual = (rows - countedRows) / ((now - countedAt) / 1e9);
        }
        countedRows = rows;
        countedAt = now;
    }

    /** What holds it back, if anything does. */
    private String why() {
        return switch (rate.held(new Rate.Sample(lag, latency))) {
            case BEHIND -> String.format("  (slower: the live run is %,d events behind)", lag);
            case SLOW -> "  (slower: live answers take longer)";
            case BOUND -> "  (bound by --max-rate)";
            case FREE -> "";
        };
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
