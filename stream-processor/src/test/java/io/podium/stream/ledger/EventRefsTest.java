package io.podium.stream.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.podium.schemas.event.EventId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventRefsTest {

    private static EventRefs of(int events) {
        EventRefs refs = EventRefs.NONE;
        for (int i = 0; i < events; i++) {
            refs = refs.with(100L + i, EventId.at("t", 0, i, i));
        }
        return refs;
    }

    @Test
    void events_stay_in_their_order_also_stored() {
        EventRefs read = EventRefs.of(of(5).stored());
        assertThat(read).isEqualTo(of(5)).hasSameHashCodeAs(of(5)).isNotEqualTo(of(4));
        for (int i = 0; i < 5; i++) {
            assertThat(read.eventId(i)).isEqualTo(EventId.at("t", 0, i, i));
        }
        assertThat(EventRefs.of(ByteString.EMPTY)).isSameAs(EventRefs.NONE);
    }

    @Test
    void the_latest_of_a_key_is_found_and_none_for_events_without() {
        EventRefs refs = of(3).with(101L, EventId.at("t", 0, 9, 9)).with(null, EventId.at("t", 0, 10, 10));
        assertThat(refs.latestOf(101)).isEqualTo(3);
        assertThat(refs.latestOf(102)).isEqualTo(2);
        assertThat(refs.latestOf(7)).isEqualTo(-1);
        assertThat(refs.latestOf(0)).isEqualTo(-1);
    }

    @Test
    void a_full_part_has_eight() {
        assertThat(of(7).isFull()).isFalse();
        assertThat(of(8).isFull()).isTrue();
        assertThat(new LedgerHead(2, of(7)).with(1L, EventId.at("t", 0, 1, 1)))
                .isEqualTo(new LedgerHead.Grown(
                        new LedgerHead(3, EventRefs.NONE), of(7).with(1L, EventId.at("t", 0, 1, 1))));
        assertThat(new LedgerHead(2, of(3)).count()).isEqualTo(19);
        assertThatThrownBy(() -> new LedgerHead(0, of(8))).hasMessageContaining("room for an event");
        assertThatThrownBy(() -> new LedgerHead(-1, of(1))).hasMessageContaining("-1");
    }

    @Test
    void stored_with_room_all_parts_that_are_not_full_have_one_length() {
        assertThat(of(1).storedWithRoom().size())
                .isEqualTo(of(7).storedWithRoom().size());
        assertThat(EventRefs.of(of(3).storedWithRoom(), 3)).isEqualTo(of(3));
        assertThatThrownBy(() -> EventRefs.of(of(3).stored(), 4)).hasMessageContaining("but 3 came");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 23, 25, 9 * 24})
    void other_lengths_are_refused(int bytes) {
        assertThatThrownBy(() -> EventRefs.of(ByteString.copyFrom(new byte[bytes])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(bytes + " bytes came");
    }
}
