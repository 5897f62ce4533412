package io.podium.benchmarks.http;

import io.podium.benchmarks.pipeline.BareTopology;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The events of one run, whose keys no other run has.
 *
 * @param run the run's number
 */
record Events(int run) {

    private static final int PARTICIPANTS = BareTopology.PARTICIPANTS;
    private static final int KEY_TO_END = 2;

    /** Bodies of single events. */
    LongFunction<byte[]> single() {
        return number -> utf8(event(number));
    }

    /** Bodies of batches, as the product takes them. */
    LongFunction<byte[]> batches(int size) {
        return number -> utf8("{\"events\":[" + joined(number, size, ",") + "]}");
    }

    /** Bodies of batches, an event in each line. */
    LongFunction<byte[]> lines(int size) {
        return number -> utf8(joined(number, size, "\n"));
    }

    private String joined(long batch, int size, String separator) {
        return LongStream.range(batch * size, (batch + 1) * size)
                .mapToObj(this::event)
                .collect(Collectors.joining(separator));
    }

    private String event(long number) {
        return "{\"participant_id\":\"p" + number % PARTICIPANTS
                + "\",\"event_type\":\"quiz_completed\",\"attributes\":{\"quiz_id\":\"q_fit_basics\",\"score\":"
                + number % 100 + "},\"idempotency_key\":\"p" + number % PARTICIPANTS + ":" + run + ":" + number + "\"}";
    }

    /** The idempotency key of such an event, which stands at its end. */
    static byte[] key(byte[] event) {
        int end = event.length - KEY_TO_END;
        int begin = end;
        while (event[begin - 1] != '"') {
            begin--;
        }
        return Arrays.copyOfRange(event, begin, end);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
