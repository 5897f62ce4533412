package io.podium.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AdmissionTest {

    @Test
    void room_is_bounded_by_requests_and_by_bytes_and_comes_back() {
        Admission admission = new Admission(2, 100);
        Admission.Room first = admission.enter(60).orElseThrow();
        assertThat(admission.enter(41)).as("too many bytes").isEmpty();
        Admission.Room second = admission.enter(40).orElseThrow();
        assertThat(admission.enter(0)).as("too many requests").isEmpty();
        first.leave();
        second.leave();
        assertThat(admission.requests()).isZero();
        assertThat(admission.bytes()).isZero();
        assertThat(admission.enter(100)).isPresent();
    }

    @Test
    void a_body_that_grows_takes_more_room_or_is_refused() {
        Admission admission = new Admission(2, 100);
        Admission.Room room = admission.enter(10).orElseThrow();
        assertThat(room.grow(80)).isTrue();
        assertThat(room.grow(11)).isFalse();
        assertThat(admission.bytes()).isEqualTo(90);
        room.leave();
        assertThat(admission.bytes()).isZero();
    }
}
