package io.podium.operations.backfill;

/**
 * How an import ended. It adds up when
 *
 * <pre>read = accepted + duplicates_before + duplicates_live + rejected</pre>
 *
 * @param read rows of the source
 * @param accepted events that the live run took as the first of their key
 * @param duplicatesBefore rows whose key was sent before, by this import or an earlier one; not sent again
 * @param duplicatesLive events that the live run knew by their key
 * @param rejected invalid rows
 * @param acceptedTwice rows that were accepted more than once; always 0
 */
public record Report(
        String source,
        long read,
        long accepted,
        long duplicatesBefore,
        long duplicatesLive,
        long rejected,
        long acceptedTwice) {

    /** Whether every row is accounted for, once. */
    public boolean addsUp() {
        return acceptedTwice == 0
                && duplicatesLive >= 0
                && read == accepted + duplicatesBefore + duplicatesLive + rejected;
    }

    /** The report for people. */
    public String text() {
        return String.format(
                "read         %,12d%naccepted     %,12d%nduplicates   %,12d  (%,d imported before, %,d known to the "
                        + "live run)%nrejected     %,12d%n%s",
                read,
                accepted,
                duplicatesBefore + duplicatesLive,
                duplicatesBefore,
                duplicatesLive,
                rejected,
                addsUp() ? "the numbers add up" : "THE NUMBERS DO NOT ADD UP: " + this);
    }
}
