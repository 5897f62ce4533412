package io.podium.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    @Test
    void room_is_bounded_by_requests_by_events_and_by_bytes_and_comes_back() {
        Admission admission = new Admission(2, 1_000, 100_000);
        Admission.Lease first = admission.open(Admission.Kind.WRITE);
        assertThat(first.grow(60_000) && first.enter()).isTrue();
        Admission.Lease tooLarge = admission.open(Admission.Kind.WRITE);
        assertThat(tooLarge.grow(40_001)).as("too many bytes").isFalse();
        Admission.Lease second = admission.open(Admission.Kind.WRITE);
        assertThat(second.grow(40_000) && second.enter()).isTrue();
        assertThat(admission.open(Admission.Kind.WRITE).enter())
                .as("too many requests")
                .isFalse();
        first.leave();
        second.leave();
        assertThat(admission.requests(Admission.Kind.WRITE)).isZero();
        assertThat(admission.bytes()).isZero();
        Admission.Lease third = admission.open(Admission.Kind.WRITE);
        assertThat(third.grow(100_000) && third.enter()).isTrue();
    }

    @Test
    void events_are_reported_by_the_size_of_bodies() {
        Admission admission = new Admission(100, 1_000, 1_000_000);
        List<Admission.Lease> leases = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            leases.add(admission.open(Admission.Kind.WRITE));
            assertThat(leases.get(i).grow(60_000) && leases.get(i).enter()).isTrue();
        }
        Admission.Lease tooMany = admission.open(Admission.Kind.WRITE);
        assertThat(tooMany.grow(10_000) && tooMany.enter()).isFalse();
        tooMany.leave();
        leases.get(0).leave();
        assertThat(admission.open(Admission.Kind.WRITE).enter()).isTrue();
    }

    @Test
    void the_bound_on_events_follows_what_the_processors_can_do() {
        AtomicLong nanos = new AtomicLong();
        Admission admission = new Admission(100, 10_000, 1_000_000, nanos::get);
        for (int i = 0; i < 100; i++) {
            admission.verdicts(1, Duration.ofSeconds(2));
        }
        assertThat(admission.eventLimit())
                .as("one step for all that were slow at once")
                .isEqualTo(7_000);
        for (int i = 0; i < 100; i++) {
            nanos.addAndGet(Duration.ofMillis(500).toNanos());
            admission.verdicts(1, Duration.ofSeconds(2));
        }
        assertThat(admission.eventLimit()).as("a full batch always finds room").isEqualTo(500);
        admission.verdicts(1_000, Duration.ofMillis(900));
        assertThat(admission.eventLimit()).isEqualTo(550);
        admission.verdicts(1_000_000, Duration.ofMillis(10));
        assertThat(admission.eventLimit()).isEqualTo(10_000);
    }

    @Test
    void a_sender_who_is_slow_holds_the_bytes_that_came_but_no_place() {
        Admission admission = new Admission(1, 1_000, 100);
        Admission.Lease slow = admission.open(Admission.Kind.WRITE);
        assertThat(slow.grow(80)).isTrue();
        assertThat(slow.grow(21)).isFalse();
        assertThat(admission.bytes()).isEqualTo(80);
        assertThat(admission.open(Admission.Kind.WRITE).enter()).isTrue();
        slow.leave();
        assertThat(admission.bytes()).isZero();
    }

    @Test
    void who_reads_and_who_writes_never_take_each_others_room() {
        Admission admission = new Admission(1, 1_000, 1_000_000);
        Admission.Lease writer = admission.open(Admission.Kind.WRITE);
        assertThat(writer.grow(127_000) && writer.enter())
                .as("all events that there are")
                .isTrue();
        assertThat(admission.open(Admission.Kind.WRITE).enter()).isFalse();
        Admission.Lease reader = admission.open(Admission.Kind.READ);
        assertThat(reader.enter()).isTrue();
        assertThat(admission.open(Admission.Kind.READ).enter()).isFalse();
        writer.leave();
        writer.leave();
        assertThat(admission.requests(Admission.Kind.READ)).isEqualTo(1);
        assertThat(admission.open(Admission.Kind.WRITE).enter()).isTrue();
    }
}
