package io.podium.ingest.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamPositionTest {

    @Test
    void it_is_written_in_base_36() {
        StreamPosition position = new StreamPosition("-g3", 37, List.of(100L, 0L, 4L, 1L, 0L, 9L));
        assertThat(position.text()).isEqualTo("11.2s.0.4.1.0.9-g3");
        assertThat(StreamPosition.parse("11.2s.0.4.1.0.9-g3")).contains(position);
    }

    @Property
    void every_position_is_read_as_it_was_written(
            @ForAll @IntRange(max = 10_000) int partition,
            @ForAll @Size(6) List<@LongRange(max = 1L << 60) Long> offsets,
            @ForAll boolean ofGeneration) {
        StreamPosition position = new StreamPosition(ofGeneration ? "-2026-11" : "", partition, offsets);
        assertThat(StreamPosition.parse(position.text())).contains(position);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1.2.3.4.5.6",
                "1.2.3.4.5.6.7.8",
                "1.2.3.4.5.6.-7",
                "1.2.3.4.5.6.Z",
                "1.2.3.4.5.6.0000000000000",
                "-1.2.3.4.5.6.7",
                "zzzzzz.2.3.4.5.6.7",
                "null",
                "1.2.3.4.5.6.7 "
            })
    void anything_else_is_none(String text) {
        assertThat(StreamPosition.parse(text)).isEqualTo(Optional.empty());
    }

    @Test
    void records_between_two_positions_are_counted_where_the_other_is_ahead() {
        StreamPosition one = new StreamPosition("", 1, List.of(1L, 2L, 3L, 4L, 5L, 6L));
        StreamPosition two = new StreamPosition("", 1, List.of(11L, 0L, 3L, 5L, 5L, 6L));
        assertThat(one.upTo(two)).isEqualTo(11);
        assertThat(two.upTo(one)).isEqualTo(2);
        assertThat(one.orLater(two).offsets()).containsExactly(11L, 2L, 3L, 5L, 5L, 6L);
        assertThat(one.isComparable(two)).isTrue();
        assertThat(one.isComparable(new StreamPosition("-g", 1, one.offsets()))).isFalse();
        assertThat(one.isComparable(new StreamPosition("", 2, one.offsets()))).isFalse();
    }
}
