package io.podium.operations.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class RateTest {

    private static final Rate.Sample IDLE = new Rate.Sample(0, Double.NaN);

    @Test
    void it_climbs_to_its_bound_while_the_live_run_keeps_up_and_stays_there() {
        Rate rate = new Rate(500, 3_000, Double.POSITIVE_INFINITY);
        double before = 0;
        for (int i = 0; i < 100; i++) {
            assertThat(rate.perSecond()).isGreaterThanOrEqualTo(before).isLessThanOrEqualTo(3_000);
            before = rate.perSecond();
            rate.observe(IDLE);
        }
        assertThat(rate.perSecond()).isEqualTo(3_000);
    }

    @Test
    void it_falls_when_the_live_run_is_behind_or_its_answers_are_slow_but_never_stops() {
        Rate rate = new Rate(500, 1_000, 60);
        double start = rate.perSecond();
        rate.observe(new Rate.Sample(100_000, Double.NaN));
        assertThat(rate.perSecond()).isLessThan(start);
        double before = rate.perSecond();
        rate.observe(new Rate.Sample(0, 61));
        assertThat(rate.perSecond()).isLessThan(before);
        for (int i = 0; i < 100; i++) {
            rate.observe(new Rate.Sample(0, 1_000));
        }
        assertThat(rate.perSecond()).isEqualTo(Rate.SLOWEST);
    }

    @Test
    void it_settles_near_what_the_live_run_can_bear() {
        Rate rate = new Rate(500, 20_000, 60);
        IntToDoubleFunction latencyAt = perSecond -> perSecond > 4_000 ? 80 : 40;
        double sum = 0;
        for (int i = 0; i < 600; i++) {
            rate.observe(new Rate.Sample(0, latencyAt.applyAsDouble((int) rate.perSecond())));
            sum += i >= 100 ? rate.perSecond() : 0;
        }
        assertThat(sum / 500).isBetween(2_500.0, 4_000.0);
    }

    @Test
    void what_was_too_much_before_is_not_passed_again_soon() {
        Rate rate = new Rate(1_000, 20_000, 60);
        int slow = 0;
        for (int i = 0; i < 200; i++) {
            boolean tooMuch = rate.perSecond() > 4_000;
            slow += tooMuch ? 1 : 0;
            rate.observe(new Rate.Sample(0, tooMuch ? 80 : 40));
        }
        assertThat(slow).isBetween(5, 20);
    }

    @Test
    void a_percentile_is_of_what_came_between_two_readings() {
        NavigableMap<Double, Double> before = histogram(1_000, 1_000, 1_000);
        NavigableMap<Double, Double> now = histogram(1_000, 1_198, 1_200);
        assertThat(LiveWatch.percentile(before, now)).isEqualTo(50);
        assertThat(LiveWatch.percentile(before, histogram(1_196, 1_200, 1_200)))
                .as("half of those between 20 and 50 ms are faster")
                .isEqualTo(35);
        assertThat(LiveWatch.percentile(before, histogram(1_000, 1_100, 1_200))).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(LiveWatch.percentile(before, histogram(1_010, 1_010, 1_010)))
                .as("too few")
                .isNaN();
        assertThat(LiveWatch.percentile(new TreeMap<>(), new TreeMap<>())).isNaN();
    }

    private static NavigableMap<Double, Double> histogram(double to20, double to50, double all) {
        NavigableMap<Double, Double> histogram = new TreeMap<>();
        histogram.put(20.0, to20);
        histogram.put(50.0, to50);
        histogram.put(Double.POSITIVE_INFINITY, all);
        return histogram;
    }
}
