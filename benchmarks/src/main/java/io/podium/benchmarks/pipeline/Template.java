package io.podium.benchmarks.pipeline;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A record as the product writes it, with the number of an event in place of the end of its id: wherever the id stands,
 * so that records differ, and compress, as the product's do.
 */
final class Template {

    /** How many of an id's last characters are the number. */
    static final int DIGITS = 8;

    private final byte[] bytes;
    private final int[] places;

    private Template(byte[] bytes, int[] places) {
        this.bytes = bytes;
        this.places = places;
    }

    /** A template of a record about the event of this id, or about no event at all. */
    static Template of(byte[] sample, String eventId) {
        byte[] id = eventId.getBytes(StandardCharsets.US_ASCII);
        int[] places = IntStream.rangeClosed(0, sample.length - id.length)
                .filter(at -> Arrays.equals(sample, at, at + id.length, id, 0, id.length))
                .map(at -> at + id.length - DIGITS)
                .toArray();
        return new Template(sample, places);
    }

    /** The record of the event of this number, {@value #DIGITS} digits. */
    byte[] with(byte[] number) {
        byte[] record = bytes.clone();
        for (int place : places) {
            System.arraycopy(number, 0, record, place, DIGITS);
        }
        return record;
    }

    /** The number in a record of this template that has an id. */
    byte[] number(byte[] record) {
        return Arrays.copyOfRange(record, places[0], places[0] + DIGITS);
    }

    /** A number as records have it. */
    static byte[] digits(String number) {
        byte[] digits = "0".repeat(DIGITS).getBytes(StandardCharsets.US_ASCII);
        byte[] given = number.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(given, 0, digits, DIGITS - given.length, given.length);
        return digits;
    }
}
