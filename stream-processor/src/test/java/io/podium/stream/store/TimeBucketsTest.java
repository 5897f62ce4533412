package io.podium.stream.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TimeBucketsTest {

    @Test
    void a_bucket_is_half_the_span() {
        assertThat(TimeBuckets.of(Duration.ofHours(24))).isEqualTo(new TimeBuckets(86_400_000, 43_200_000));
    }

    @Test
    void buckets_start_at_multiples_of_their_width_also_before_the_epoch() {
        TimeBuckets buckets = new TimeBuckets(100, 50);
        assertThat(buckets.startOf(0)).isZero();
        assertThat(buckets.startOf(49)).isZero();
        assertThat(buckets.startOf(50)).isEqualTo(50);
        assertThat(buckets.startOf(-1)).isEqualTo(-50);
    }

    /** Whatever was written less than a span ago lies in one of the buckets that a look-up reads. */
    @Property
    void no_entry_within_the_span_is_overlooked(
            @ForAll @LongRange(min = 0, max = 1_000_000) long now, @ForAll @LongRange(min = 0, max = 99) long age) {
        TimeBuckets buckets = new TimeBuckets(100, 50);
        long written = Math.max(0, now - age);
        long oldestRead = buckets.oldestStart(now);
        assertThat(buckets.startOf(written)).isBetween(oldestRead, buckets.startOf(now));
        assertThat((buckets.startOf(now) - oldestRead) / buckets.bucketMs()).isLessThanOrEqualTo(2);
    }

    @Test
    void a_bucket_wider_than_the_span_is_refused() {
        assertThatThrownBy(() -> new TimeBuckets(10, 11)).hasMessageContaining("expected 0 < bucket <= span");
        assertThatThrownBy(() -> new TimeBuckets(10, 0)).hasMessageContaining("expected 0 < bucket <= span");
    }
}
