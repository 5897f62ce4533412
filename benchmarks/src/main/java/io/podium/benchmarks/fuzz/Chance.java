package io.podium.benchmarks.fuzz;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Where all choices of one input come from. It follows from the run's seed, the kind of the input and its number among
 * those of its kind, so that each input can be made again by itself, whatever happened beside it.
 */
final class Chance {

    private static final List<String> ODD = List.of(
            "",
            " ",
            "\t",
            "/",
            "\\",
            "?x=1",
            "a/../b",
            "%2F",
            "%",
            "|",
            "tenant|x",
            "\u0000",
            "\u0001",
            "\u007f",
            "\"",
            "'",
            "{}",
            "[]",
            "null",
            "true",
            "-0",
            "1e999",
            "NaN",
            "zo\u00eb",
            "\u202e",
            "\ufeff",
            "\ud83d\ude00",
            "\u0130\u0131",
            "__proto__",
            "constructor",
            "attributes",
            "a.b.c",
            ".",
            "..",
            "$",
            "\r\n",
            "\u2028",
            "DROP TABLE",
            "${jndi:ldap://127.0.0.1/x}",
            "9223372036854775808");

    private final SplittableRandom random;

    Chance(long seed, String kind, long number) {
        random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + kind.hashCode() * 0xBF58476D1CE4E5B9L + number);
    }

    /** From 0 up to, but without the bound. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    int between(int least, int most) {
        return least + below(most - least + 1);
    }

    long any() {
        return random.nextLong();
    }

    /** True once in so many times. */
    boolean oneIn(int times) {
        return below(times) == 0;
    }

    @SafeVarargs
    final <T> T of(T... choices) {
        return choices[below(choices.length)];
    }

    /** A size that is mostly small, and now and then near the bound. */
    int size(int bound) {
        return oneIn(50) ? below(bound + 1) : below(Math.min(bound, 12) + 1);
    }

    byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) below(256);
        }
        return bytes;
    }

    /** Letters and digits. */
    String word(int length) {
        StringBuilder word = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            word.append("abcdefghijklmnopqrstuvwxyz0123456789".charAt(below(36)));
        }
        return word.toString();
    }

    /** Any text: odd ones, words, characters of all planes, also halves of them. */
    String text() {
        return switch (below(6)) {
            case 0 -> ODD.get(below(ODD.size()));
            case 1 -> word(size(8)) + ODD.get(below(ODD.size())) + word(size(8));
            case 2 -> characters(size(300));
            case 3 -> word(1).repeat(size(3_000));
            default -> word(between(1, 10));
        };
    }

    private String characters(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) (oneIn(3) ? below(0x10000) : below(0x250)));
        }
        return text.toString();
    }

    /**
     * A number as JSON may write it, of any length and size. What no parser takes spoils all that is around it, so it
     * is rare: once in a few thousand.
     */
    String number() {
        if (oneIn(3_000)) {
            return of("NaN", "Infinity", "0x10", "01", "1.", ".5", "+1", "1_000", "1e2147483648", "1e-2147483649");
        }
        return switch (below(11)) {
            case 0 -> digits(size(400)) + "." + digits(size(400));
            case 1 -> of("1e999", "-1e999", "1e-999", "1E+308", "5e-324", "1e999999999", "-1e-999999999");
            case 2 -> of("9007199254740993", "9223372036854775807", "-9223372036854775808", "18446744073709551616");
            case 3 ->
                of("0.1", "-0", "-0.0", "0.30000000000000004", "1234.5600000000002", "999999999999999.9999999999");
            case 4 -> digits(between(1, 20)) + "e" + between(-400, 400);
            default -> String.valueOf(between(-5, 2_000));
        };
    }

    private String digits(int length) {
        StringBuilder digits = new StringBuilder(of("", "-")).append(between(1, 9));
        for (int i = 0; i < length; i++) {
            digits.append(below(10));
        }
        return digits.toString();
    }

    /** A moment as a client may write it: right, wrong, long ago, far ahead. */
    String moment() {
        return switch (below(8)) {
            case 0 ->
                of(
                        "2099-01-01T00:00:00Z",
                        "0000-01-01T00:00:00Z",
                        "9999-12-31T23:59:59.999999999Z",
                        "10013-12-10T01:09:46Z",
                        "1969-12-31T23:59:59Z",
                        "2016-12-31T23:59:60Z",
                        "2026-02-30T00:00:00Z",
                        "2026-11-26T24:00:00Z",
                        "2026-11-26T10:00:00+99:00",
                        "2026-11-26",
                        "now",
                        "");
            case 1 -> text();
            default ->
                String.format(
                        java.util.Locale.ROOT,
                        "20%02d-%02d-%02dT%02d:%02d:%02d%s",
                        between(20, 27),
                        between(1, 12),
                        between(1, 28),
                        below(24),
                        below(60),
                        below(60),
                        of("Z", "+05:30", "-11:00", ".5Z", ".123456789012Z"));
        };
    }
}
