package io.podium.rules.note;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The codes with which the {@code notes} of outcomes begin, all of them. A note is its code or, where there is more to
 * say, the code, a colon, a blank and a detail. RATIONALE.md of the rules says what each means for people.
 */
public enum Note {
    /** The attribute that the rule reads is absent or null; the detail is its name. */
    ATTRIBUTE_MISSING,
    /** It is no number. */
    ATTRIBUTE_NOT_NUMERIC,
    /** It is a number of more than 15 digits before the point. */
    ATTRIBUTE_OUT_OF_RANGE,
    /** It is below zero where only growth counts. */
    ATTRIBUTE_NEGATIVE,
    /** It is an array or an object where single values are distinguished. */
    ATTRIBUTE_NOT_SCALAR,
    /** The rule's condition could not be evaluated; the detail says why. */
    WHEN_FAILED,
    /** The cap lets only a part through, or nothing. */
    CAP_REACHED(true),
    /** What was used of the cap in so old a period is not known any more, so nothing is granted. */
    CAP_PERIOD_TOO_OLD,
    /** The most that one rule grants for one event. */
    GRANT_LIMITED(true),
    /** The event is older than what a streak still looks at. */
    TICK_TOO_OLD,
    /** The event says that it happened more than {@code max_future} after its arrival, and counts as of its arrival. */
    OCCURRED_IN_FUTURE(true),
    /** What Podium may keep of the participant is full; the program gives nothing. */
    STATE_FULL,
    /** The event touches more programs than one event may; the rest gives nothing. */
    EVENT_FULL,
    /** The contest's ranks are frozen. */
    CONTEST_COMPLETED,
    /** The contest was retired before its end, so it ended without prizes; of the contest as a whole. */
    CONTEST_RETIRED,
    /** A fraud rule was exceeded; the score counts. */
    FRAUD_FLAG(true),
    /** A fraud rule was exceeded; the score is held. */
    FRAUD_HOLD,
    /** A fraud rule was exceeded; the score does not count. */
    FRAUD_DROP,
    /** The bound on the contest's prizes is reached. */
    LIABILITY_REACHED,
    /** The rule's multiplier applied; the detail is its factor. */
    BOOSTED(true),
    /** Of what came in so much was owed and is paid now. */
    OWED_PAID(true),
    /** So much was to be taken back and was not there; it is taken from what comes next. */
    OWED(true),
    /** The deduction is of points that a hold had set aside; the detail is the hold's id. */
    HOLD_CAPTURED(true),
    /** The hold ended by itself; the detail is its id. */
    HOLD_ENDED(true),
    /** It is taken back from an earlier event; the detail is that event's id. */
    REVERSED(true),
    /** The event had been taken back before; the detail is its id. */
    ALREADY_REVERSED,
    /** The participant's ledger has no event of that id or key. */
    UNKNOWN_EVENT,
    /** Less is available than the command needs; the detail says both. */
    INSUFFICIENT_POINTS,
    /** The participant has no hold of that id, or no more. */
    UNKNOWN_HOLD,
    /** The hold is smaller than what is to be captured. */
    HOLD_TOO_SMALL,
    /** The participant has as many holds as one may have. */
    TOO_MANY_HOLDS,
    /** The end of the hold had passed when the command arrived. */
    HOLD_OVER,
    /** The streak has no granted freeze in stock. */
    NO_FREEZES,
    /** The streak has as many freezes in stock as one may have. */
    TOO_MANY_FREEZES,
    /** Nothing is missed on the date that a freeze was to save. */
    NOTHING_MISSED,
    /** The streak has as many ranges of saved days as one may have. */
    TOO_MANY_FREE_DAYS,
    /** The participant was erased, and leaves the contest. */
    PARTICIPANT_ERASED;

    private final boolean counts;

    Note() {
        this(false);
    }

    Note(boolean counts) {
        this.counts = counts;
    }

    /** The code in records. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The note with a detail. */
    public String of(Object detail) {
        return code() + ": " + detail;
    }

    /** Whether what the note stands at has counted nevertheless. */
    public boolean counts() {
        return counts;
    }

    /** The code of a note; empty for one that is none of these. */
    public static Optional<Note> in(String note) {
        int colon = note.indexOf(':');
        String code = colon < 0 ? note : note.substring(0, colon);
        return Arrays.stream(values())
                .filter(known -> known.code().equals(code))
                .findFirst();
    }

    /** Whether something counted in spite of these notes. */
    public static boolean allCount(List<String> notes) {
        return notes.stream().allMatch(note -> in(note).map(Note::counts).orElse(false));
    }
}
