package io.podium.rules.evaluation;

import static io.podium.rules.evaluation.Scenario.NOW;
import static io.podium.rules.evaluation.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.podium.rules.account.Account;
import io.podium.rules.ledger.LedgerEntry;
import io.podium.schemas.command.Command;
import io.podium.schemas.query.PointsTransaction.RefusalCode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Points that left and come back: with the ends they had, as far as they were there, and by nobody's event. */
class ReturnsTest {

    private static final String ADJUST = """
            kind: earn_rule
            id: adjust
            event_type: adjust
            grant: { amount_attribute: amount, ratio: 1, allow_negative: true }
            """;
    private static final Instant END = Instant.parse("2026-05-03T00:00:00Z");
    private static final long DAY = Duration.ofMillis(END.toEpochMilli()).toDays();

    private static Command grant(long amount, Instant end) {
        return new Command.Grant(amount, "grant", null, end, true);
    }

    private static Command deduct(long amount) {
        return new Command.Deduct(amount, "voucher", null);
    }

    private static Command reverse(String what, String ratio) {
        return new Command.Reverse(what, new BigDecimal(ratio), "undo", null);
    }

    @Test
    void points_come_back_with_their_ends_the_latest_first() {
        Scenario scenario = given(ADJUST)
                .whenOrdered(grant(60, END))
                .whenOrdered(grant(30, END.plus(Duration.ofDays(1))))
                .whenOrdered(grant(10, null))
                .whenOrdered(deduct(100));
        String spent = scenario.lastId();
        scenario.whenOrdered(reverse(spent, "0.25"));
        assertThat(scenario.account().lots()).isEqualTo(Map.of(DAY + 1, 15L));
        assertThat(scenario.account().available()).isEqualTo(25);
        scenario.whenOrdered(reverse(spent, "1"));
        assertThat(scenario.account())
                .isEqualTo(new Account(100, 0, 0, 0, new TreeMap<>(Map.of(DAY, 60L, DAY + 1, 30L)), null));
    }

    @Test
    void what_would_have_expired_since_does_not_come_back() {
        Scenario scenario = given(ADJUST)
                .whenOrdered(grant(60, END))
                .whenOrdered(grant(40, null))
                .whenOrdered(deduct(100));
        scenario.whenOrdered(reverse(scenario.lastId(), "1"), END);
        assertThat(scenario.account()).isEqualTo(new Account(40, 0, 60, 0, null, null));
        assertThat(scenario.transaction().reversal().notReversed())
                .anySatisfy(part -> assertThat(part.reason()).isEqualTo("expired"));
    }

    @Test
    void a_captured_hold_comes_back_with_its_ends() {
        Scenario scenario = given(ADJUST)
                .whenOrdered(grant(60, END))
                .whenOrdered(new Command.Hold(50, NOW.plusSeconds(60), "hold", null));
        scenario.whenOrdered(new Command.Capture(scenario.lastId(), 20L, "capture", null));
        scenario.whenOrdered(reverse(scenario.lastId(), "1"));
        assertThat(scenario.account()).isEqualTo(new Account(60, 0, 0, 0, new TreeMap<>(Map.of(DAY, 60L)), null));
    }

    @Test
    void points_without_an_end_are_taken_back_before_those_with_one() {
        Scenario scenario = given(ADJUST).whenOrdered(grant(100, END)).whenOrdered(grant(20, null));
        scenario.whenOrdered(reverse(scenario.lastId(), "1"));
        assertThat(scenario.account().lots()).isEqualTo(Map.of(DAY, 100L));
    }

    @Test
    void what_a_negative_amount_made_owed_is_owed_no_more() {
        Scenario scenario = given(ADJUST)
                .whenOrdered(grant(30, null))
                .whenKeyed("a1", "adjust", "{\"amount\": -100}")
                .whenKeyed("a2", "adjust", "{\"amount\": -50}");
        assertThat(scenario.account().owed()).isEqualTo(120);
        scenario.whenOrdered(reverse("a2", "1"));
        assertThat(scenario.account().owed()).isEqualTo(70);
        scenario.whenOrdered(reverse("a1", "0.5"));
        assertThat(scenario.account().owed()).isEqualTo(20);
        scenario.whenOrdered(reverse("a1", "0.5"));
        assertThat(scenario.account()).isEqualTo(Account.of(30));
    }

    @Test
    void an_event_takes_no_command_back() {
        Scenario scenario = given(ADJUST).whenOrdered(grant(100, null)).whenOrdered(deduct(100));
        scenario.whenReversing(scenario.lastId(), "adjust", "{\"amount\": 1}");
        assertThat(scenario.transaction().refusal().code()).isEqualTo(RefusalCode.UNKNOWN_EVENT);
        assertThat(scenario.account().available()).isEqualTo(1);
    }

    @Test
    void points_that_come_back_to_a_day_that_is_over_end_in_a_line_of_their_own() {
        Scenario scenario = given(ADJUST)
                .whenOrdered(grant(100, END))
                .whenOrdered(new Command.Hold(60, END.plusSeconds(60), "hold", null))
                .untilTime(END)
                .untilTime(END.plusSeconds(60));
        assertThat(scenario.account()).isEqualTo(new Account(0, 0, 100, 0, null, null));
        assertThat(scenario.ledger().entries().stream()
                        .flatMap(entry -> entry.parts().lines().stream())
                        .mapToLong(LedgerEntry.Line::delta))
                .containsExactly(100L, -60L, -40L, 60L, -60L);
    }
}
