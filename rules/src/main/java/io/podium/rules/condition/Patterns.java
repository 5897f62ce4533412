package io.podium.rules.condition;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Regular expressions in RE2's syntax, which match in time linear in pattern times text. How large a pattern becomes
 * when its repetitions are written out is known before it is compiled, never too small, and bounded.
 */
final class Patterns {

    /** Most parts of a pattern with its counted repetitions written out. */
    static final int MAX_SIZE = 1_000;

    private static final int MAX_CHARACTERS = 1_000;

    private Patterns() {}

    /** A pattern that is ready, with its size. */
    record Compiled(Pattern pattern, long size) {

        Object findsIn(String text, Budget budget) {
            budget.steps(1 + (size * (text.length() + 1L) >> 4));
            return pattern.matcher(text).find();
        }
    }

    /** A {@link Compiled} or a {@link Fault}. */
    static Object compile(String text) {
        if (text.length() > MAX_CHARACTERS) {
            return Fault.PATTERN_TOO_LARGE;
        }
        long size = new Size(text).whole();
        if (size > MAX_SIZE) {
            return Fault.PATTERN_TOO_LARGE;
        }
        try {
            return new Compiled(Pattern.compile(text), size);
        } catch (PatternSyntaxException e) {
            return Fault.INVALID_ARGUMENT;
        }
    }

    static Object matches(String text, String pattern, Budget budget) {
        budget.scan(16L * pattern.length());
        Object compiled = compile(pattern);
        if (compiled instanceof Compiled ready) {
            budget.steps(4 * ready.size());
            return ready.findsIn(text, budget);
        }
        return compiled;
    }

    /** Reads a pattern once and adds up its parts; what it does not understand only makes the sum larger. */
    private static final class Size {

        private static final long TOO_LARGE = 1L << 20;

        private final String text;
        private final Deque<long[]> open = new ArrayDeque<>(); // of each open group: its sum so far
        private long sum = 1;
        private long last;
        private int at;

        Size(String text) {
            this.text = text;
        }

        long whole() {
            if (text.contains("\\Q")) {
                return TOO_LARGE; // quoting, whose braces would be misread
            }
            while (at < text.length() && sum < TOO_LARGE) {
                char next = text.charAt(at++);
                switch (next) {
                    case '\\' -> escape();
                    case '[' -> characterClass();
                    case '(' -> {
                        open.push(new long[] {sum});
                        sum = 2;
                        last = 0;
                    }
                    case ')' -> close();
                    case '{' -> repetition();
                    case '+', '*', '?' -> part(1, last);
                    default -> part(1, 0);
                }
            }
            while (!open.isEmpty()) {
                close();
            }
            return sum;
        }

        /** Adds to the sum; the last part, which a repetition would repeat, is what is added and what it encloses. */
        private void part(long size, long enclosed) {
            sum += size;
            last = size + enclosed;
        }

        private void escape() {
            if (at < text.length()) {
                char kind = text.charAt(at++);
                boolean named = (kind == 'p' || kind == 'P' || kind == 'x') && at < text.length();
                if (named && text.charAt(at) == '{') {
                    int end = text.indexOf('}', at);
                    at = end < 0 ? text.length() : end + 1;
                }
            }
            part(1, 0);
        }

        private void characterClass() {
            if (at < text.length() && text.charAt(at) == '^') {
                at++;
            }
            if (at < text.length() && text.charAt(at) == ']') {
                at++;
            }
            while (at < text.length() && text.charAt(at) != ']') {
                boolean posix = text.startsWith("[:", at) && text.indexOf(":]", at) > 0;
                at = posix ? text.indexOf(":]", at) + 2 : text.charAt(at) == '\\' ? at + 2 : at + 1;
            }
            at++;
            part(1, 0);
        }

        private void close() {
            if (!open.isEmpty()) {
                long inside = sum;
                sum = open.pop()[0];
                part(inside, 0);
            }
        }

        private void repetition() {
            int end = text.indexOf('}', at);
            String[] counts = end < 0 ? new String[0] : text.substring(at, end).split(",", -1);
            long most = 0;
            for (String count : counts) {
                if (!count.matches("[0-9]{0,4}")) {
                    part(1, 0); // no repetition: a brace as it is
                    return;
                }
                most = Math.max(most, count.isEmpty() ? 0 : Long.parseLong(count));
            }
            if (counts.length == 0) {
                part(1, 0);
                return;
            }
            at = end + 1;
            part((last + 1) * most + 1, last);
        }
    }
}
