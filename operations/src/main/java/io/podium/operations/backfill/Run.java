package io.podium.operations.backfill;

import java.util.List;
import java.util.Map;

/**
 * How far an import has come: what is stored with each step, so that the next one goes on where the last one ended.
 *
 * @param source what is imported, by fingerprint, with the mapping
 * @param startedAt in ms since the epoch
 * @param tag distinguishes this import from others; each of its records carries it
 * @param rows how many rows are dealt with
 * @param sent those that were written to the log
 * @param known those whose key was imported before, by this or an earlier import
 * @param rejected those that are invalid
 * @param rejectedBytes how long the file of rejected rows is
 * @param nextOffsets per partition of {@code raw-events}: what this import wrote stands before it
 * @param baseline 99th percentile of live sync answers before the import, in ms; 0 where it is not known
 * @param rate events per second at the end of the last step; 0 before the first
 * @param bounds of a topic that is imported: first offset and end per partition, which stay as they were at the start;
 *     empty for files
 * @param phase what is done
 */
record Run(
        String source,
        long startedAt,
        long tag,
        long rows,
        long sent,
        long known,
        long rejected,
        long rejectedBytes,
        Map<Integer, Long> nextOffsets,
        double baseline,
        double rate,
        Map<Integer, List<Long>> bounds,
        Phase phase) {
    Run {
        bounds = Map.copyOf(bounds);
        nextOffsets = Map.copyOf(nextOffsets);
    }

    /** Where a run stands. */
    enum Phase {
        /** There may be rows that are not dealt with. */
        SENDING,
        /** All rows are dealt with; what the live run said of them is not counted yet. */
        SENT,
        /** Nothing is left to do. */
        RECONCILED
    }

    /** A run that begins. */
    static Run begin(
            String source, long startedAt, long tag, Map<Integer, Long> logEnds, Map<Integer, List<Long>> bounds) {
        return new Run(source, startedAt, tag, 0, 0, 0, 0, 0, logEnds, 0, 0, bounds, Phase.SENDING);
    }

    /**
     * After a step.
     *
     * @param stepSent rows that were written
     * @param stepKnown rows whose key was imported before
     * @param stepRejected invalid rows
     */
    Run after(
            int stepSent,
            int stepKnown,
            int stepRejected,
            long newRejectedBytes,
            Map<Integer, Long> newNextOffsets,
            double newRate) {
        return new Run(
                source,
                startedAt,
                tag,
                rows + stepSent + stepKnown + stepRejected,
                sent + stepSent,
                known + stepKnown,
                rejected + stepRejected,
                newRejectedBytes,
                newNextOffsets,
                baseline,
                newRate,
                bounds,
                phase);
    }

    Run withBaseline(double millis) {
        return with(millis, phase);
    }

    Run in(Phase next) {
        return with(baseline, next);
    }

    private Run with(double newBaseline, Phase newPhase) {
        return new Run(
                source,
                startedAt,
                tag,
                rows,
                sent,
                known,
                rejected,
                rejectedBytes,
                nextOffsets,
                newBaseline,
                rate,
                bounds,
                newPhase);
    }
}
