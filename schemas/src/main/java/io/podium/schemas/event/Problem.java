package io.podium.schemas.event;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * One thing that is wrong with, or remarkable about, an input: where ({@code path}, dotted, empty for the
 * whole), what kind (stable snake_case {@code code}, for programs), and a sentence for people that says what
 * was expected and what came. Used both for the details of a refusal and for the warnings of soft validation.
 */
public record Problem(String path, String code, String message) {

    /** Problems, or warnings, that one event is answered with at the most; what goes beyond is counted. */
    public static final int MOST_OF_EVENT = 20;
    /** Longest path, in UTF-16 characters; a longer one ends in an ellipsis. */
    public static final int PATH_CHARACTERS = 255;
    /** Longest message, likewise. */
    public static final int MESSAGE_CHARACTERS = 1_000;

    private static final String MORE = "more_problems";

    public Problem {
        requireNonNull(code);
        path = clipped(path, PATH_CHARACTERS);
        message = clipped(message, MESSAGE_CHARACTERS);
    }

    /** The first of them and, where there are more than so many, how many are left out, in the last one's place. */
    public static List<Problem> atMost(int most, List<Problem> problems) {
        if (problems.size() <= most) {
            return problems;
        }
        List<Problem> kept = new ArrayList<>(problems.subList(0, most - 1));
        long leftOut = 0;
        for (Problem problem : problems.subList(most - 1, problems.size())) {
            leftOut += problem.count();
        }
        kept.add(more(leftOut));
        return kept;
    }

    /** Stands for problems that are left out. */
    public static Problem more(long count) {
        return new Problem("", MORE, count + " more like these");
    }

    /** How many it stands for: one, or as many as were left out. */
    long count() {
        return code.equals(MORE) ? Long.parseLong(message.substring(0, message.indexOf(' '))) : 1;
    }

    private static String clipped(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return text.substring(0, end) + "\u2026";
    }

    /** The same problem seen from an enclosing document, for example {@code events[3]}. */
    public Problem under(String prefix) {
        return new Problem(path.isEmpty() ? prefix : prefix + "." + path, code, message);
    }
}
