package io.podium.operations.backfill;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How an import ended. It adds up when
 *
 * <pre>read = accepted + duplicates_before + duplicates_live + rejected</pre>
 *
 * @param kind what rows were imported as
 * @param read rows of the source
 * @param accepted what the live run took as the first of its key; a grant that it took is granted
 * @param duplicatesBefore rows whose key was sent before, by this import or an earlier one; not sent again
 * @param duplicatesLive rows that the live run knew by their key
 * @param rejected invalid rows
 * @param acceptedTwice rows that were accepted more than once; always 0
 * @param points that the accepted grants give; 0 for events
 */
public record Report(
        RowKind kind,
        String source,
        long read,
        long accepted,
        long duplicatesBefore,
        long duplicatesLive,
        long rejected,
        long acceptedTwice,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long points) {

    /** Whether every row is accounted for, once. */
    public boolean addsUp() {
        return acceptedTwice == 0
                && duplicatesLive >= 0
                && read == accepted + duplicatesBefore + duplicatesLive + rejected;
    }

    /** The report for people. */
    public String text() {
        return String.format(
                "read         %,12d%n%s%,12d%s%nduplicates   %,12d  (%,d imported before, %,d known to the "
                        + "live run)%nrejected     %,12d%n%s",
                read,
                kind == RowKind.GRANTS ? "granted      " : "accepted     ",
                accepted,
                kind == RowKind.GRANTS ? String.format("  (%,d points)", points) : "",
                duplicatesBefore + duplicatesLive,
                duplicatesBefore,
                duplicatesLive,
                rejected,
                addsUp() ? "the numbers add up" : "THE NUMBERS DO NOT ADD UP: " + this);
    }
}
