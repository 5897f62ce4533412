package io.podium.rules.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podium.rules.program.PointsExpiry.At;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** Windows and ends, at the instants at which they change. */
class TermsTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2026-02-01T00:00:00Z");

    @Test
    void a_multiplier_holds_from_its_start_to_before_its_end() {
        Multiplier both = multiplier(START, END);
        assertThat(both.isOpenAt(START)).isTrue();
        assertThat(both.isOpenAt(START.minusNanos(1))).isFalse();
        assertThat(both.isOpenAt(END.minusNanos(1))).isTrue();
        assertThat(both.isOpenAt(END)).isFalse();
        assertThat(multiplier(null, END).isOpenAt(Instant.EPOCH)).isTrue();
        assertThat(multiplier(null, END).isOpenAt(END)).isFalse();
        assertThat(multiplier(START, null).isOpenAt(END)).isTrue();
        assertThat(multiplier(START, null).isOpenAt(Instant.EPOCH)).isFalse();
        assertThat(multiplier(null, null).isOpenAt(END)).isTrue();
    }

    private static Multiplier multiplier(Instant from, Instant to) {
        return new Multiplier(BigDecimal.valueOf(2), from, to, null);
    }

    @Test
    void points_of_a_year_end_with_it_where_the_rule_says() {
        Instant newYearInBerlin = Instant.parse("2026-12-31T23:30:00Z");
        assertThat(new PointsExpiry(null, At.YEAR_END, ZoneId.of("Europe/Berlin")).dayFor(newYearInBerlin))
                .isEqualTo(LocalDate.of(2028, 1, 1).toEpochDay());
        assertThat(new PointsExpiry(null, At.YEAR_END, null).dayFor(newYearInBerlin))
                .isEqualTo(LocalDate.of(2027, 1, 1).toEpochDay());
    }

    @Test
    void points_end_after_a_time_or_with_a_period_and_not_both() {
        assertThat(new PointsExpiry(Duration.ofDays(2), null, null).dayFor(START))
                .isEqualTo(LocalDate.of(2026, 1, 3).toEpochDay());
        assertThatThrownBy(() -> new PointsExpiry(null, null, null)).hasMessageContaining("either after or at");
        assertThatThrownBy(() -> new PointsExpiry(Duration.ofDays(1), At.YEAR_END, null))
                .hasMessageContaining("either after or at");
    }
}
