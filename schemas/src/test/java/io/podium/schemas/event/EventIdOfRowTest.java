package io.podium.schemas.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class EventIdOfRowTest {

    private static final long NOW = 1_780_000_000_000L;

    @Property
    void an_id_tells_its_row_to_its_run_alone(
            @ForAll @LongRange(min = 0, max = (1L << 40) - 1) long row,
            @ForAll @LongRange(min = 0, max = (1L << 40) - 1) long run) {
        String id = EventId.ofRow(NOW, run, row);
        assertThat(EventId.isValid(id)).isTrue();
        assertThat(EventId.createdAt(id)).isEqualTo(Instant.ofEpochMilli(NOW));
        assertThat(EventId.rowOf(id, NOW, run)).hasValue(row);
        assertThat(EventId.rowOf(id, NOW, run ^ 1)).isEmpty();
        assertThat(EventId.rowOf(id, NOW + 1, run)).isEmpty();
        assertThat(EventId.rowOf("evt_", NOW, run)).isEmpty();
    }
}
