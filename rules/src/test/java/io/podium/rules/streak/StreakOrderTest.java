package io.podium.rules.streak;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.rules.period.Period;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The order of arrival does not show in a streak. */
class StreakOrderTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");

    @Test
    void a_hundred_days_newest_first_have_the_longest_of_oldest_first() {
        StreakTerms terms = terms(BERLIN, 0, "0", 0);
        List<Instant> actions = new ArrayList<>();
        for (int day = 0; day < 10; day++) {
            actions.add(at(BERLIN, "2026-01-01T12:00").plus(Duration.ofDays(day)));
        }
        for (int day = 0; day < 90; day++) {
            actions.add(at(BERLIN, "2026-01-12T12:00").plus(Duration.ofDays(2L * day)));
        }
        assertThat(all(actions, terms).longest()).isEqualTo(10);
        Collections.reverse(actions);
        assertThat(all(actions, terms).longest()).isEqualTo(10);
    }

    /** Freezes, grace and gaps of all kinds; the seed is printed by the assertion. */
    @Test
    void every_order_has_the_same_length_longest_and_milestones() {
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            StreakTerms terms = terms(
                    random.nextBoolean() ? BERLIN : SAO_PAULO,
                    List.of(0, 3, 30, 72).get(random.nextInt(4)),
                    List.of("0", "0.3", "1", "2").get(random.nextInt(4)),
                    random.nextInt(4));
            List<Instant> actions = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                actions.add(at(BERLIN, "2026-03-01T00:00").plus(Duration.ofMinutes(random.nextInt(90 * 24 * 60))));
            }
            Collections.sort(actions);
            StreakState inOrder = all(actions, terms);
            List<Long> reached = reached(actions, terms);
            for (int i = 0; i < 20; i++) {
                Collections.shuffle(actions, random);
                StreakState shuffled = all(actions, terms);
                assertThat(shuffled).as("seed %s: %s", seed, actions).isEqualTo(inOrder);
                assertThat(reached(actions, terms))
                        .as("seed %s: %s", seed, actions)
                        .isEqualTo(reached);
            }
        }
    }

    /** Which lengths the chain of some action had when it came, which is when milestones are given. */
    private static List<Long> reached(List<Instant> actions, StreakTerms terms) {
        StreakState state = StreakState.start(Period.DAY);
        java.util.TreeSet<Long> reached = new java.util.TreeSet<>();
        for (Instant at : actions) {
            state = state.after(at, terms);
            for (long count = 1; count <= state.lengthAt(at, terms); count++) {
                reached.add(count);
            }
        }
        return List.copyOf(reached);
    }

    private static StreakState all(List<Instant> actions, StreakTerms terms) {
        StreakState state = StreakState.start(Period.DAY);
        for (Instant at : actions) {
            state = state.after(at, terms);
        }
        return state;
    }

    private static Instant at(ZoneId zone, String local) {
        return LocalDateTime.parse(local).atZone(zone).toInstant();
    }

    private static StreakTerms terms(ZoneId zone, int graceHours, String freezesPerPeriod, int maxFreezes) {
        return new StreakTerms(
                Period.DAY,
                zone,
                Duration.ofHours(graceHours),
                new BigDecimal(freezesPerPeriod),
                BigDecimal.valueOf(maxFreezes));
    }
}
