package io.podium.ingest.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** What one client may make large, at its bound and one beyond. */
class LiveBoundsTest {

    private static final class Client implements EventSink {
        private boolean drained;
        private long sent;

        @Override
        public boolean send(String id, String event, String data) {
            return true;
        }

        @Override
        public boolean isDrained() {
            return drained;
        }

        @Override
        public long sent() {
            return sent;
        }

        @Override
        public void end(String event, String data) {}

        @Override
        public void close() {}
    }

    private static LiveRecord record(int bytes) {
        return LiveRecord.of(new ConsumerRecord<>(
                "t",
                0,
                0,
                "k".getBytes(StandardCharsets.UTF_8),
                "x".repeat(bytes).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void so_many_records_are_held_and_no_more() {
        HeldRecords held = new HeldRecords();
        for (int i = 0; i < EventSink.MOST_EVENTS; i++) {
            assertThat(held.add(record(1))).isTrue();
        }
        assertThat(held.add(record(1))).isFalse();
        assertThat(held.release()).hasSize(EventSink.MOST_EVENTS + 1);
        assertThat(held.add(record(EventSink.MOST_CHARACTERS - 1))).isTrue();
        assertThat(held.add(record(1))).isTrue();
        assertThat(held.add(record(1))).isFalse();
        held.release();
        assertThat(held.add(record(2 * EventSink.MOST_CHARACTERS)))
                .as("one always")
                .isTrue();
    }

    @Test
    void what_lies_further_back_is_too_much() {
        StreamPosition since =
                new StreamPosition("", 0, Collections.nCopies(OutcomeKind.all().size(), 0L));
        StreamPosition until = since.behind(OutcomeKind.POINTS, CatchUps.MOST_RECORDS - 1);
        assertThat(new CatchUps.Missed("k", since, until, null).isTooMuch()).isFalse();
        StreamPosition beyond = until.behind(OutcomeKind.BADGE, 0);
        assertThat(new CatchUps.Missed("k", since, beyond, null).isTooMuch()).isTrue();
    }

    @Test
    void who_takes_nothing_for_ten_seconds_is_stuck() {
        AtomicLong now = new AtomicLong();
        Progress progress = new Progress(now::get);
        Client client = new Client();
        assertThat(progress.isStuck(client)).isFalse();
        now.addAndGet(Duration.ofSeconds(Progress.PATIENCE_SECONDS).toNanos());
        assertThat(progress.isStuck(client)).isFalse();
        now.incrementAndGet();
        assertThat(progress.isStuck(client)).isTrue();
        client.sent++;
        assertThat(progress.isStuck(client)).as("it took one").isFalse();
        now.addAndGet(Duration.ofHours(1).toNanos());
        client.drained = true;
        assertThat(progress.isStuck(client)).as("nothing waits").isFalse();
    }

    @Test
    void every_reason_is_counted() {
        StreamMetrics metrics = new StreamMetrics(new io.micrometer.core.instrument.simple.SimpleMeterRegistry());
        assertThatNoException().isThrownBy(() -> List.of(Reset.values()).forEach(metrics::reset));
    }
}
