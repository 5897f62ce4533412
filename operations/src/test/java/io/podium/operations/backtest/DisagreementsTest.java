package io.podium.operations.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.operations.backtest.BacktestReport.Decision;
import io.podium.schemas.command.Command;
import io.podium.schemas.command.RawCommand;
import io.podium.schemas.event.AcceptedEvent;
import io.podium.schemas.outcome.PointsKind;
import io.podium.schemas.query.PointsTransaction;
import io.podium.schemas.query.PointsTransaction.Refusal;
import io.podium.schemas.query.PointsTransaction.RefusalCode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DisagreementsTest {

    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
    private static final Command DEDUCT = new Command.Deduct(100, "voucher", null);
    private static final PointsTransaction DONE =
            new PointsTransaction("o", PointsKind.DEDUCT, -100, 20, 120, null, null);
    private static final PointsTransaction REFUSED = new PointsTransaction(
            null, PointsKind.DEDUCT, 0, 60, 60, new Refusal(RefusalCode.INSUFFICIENT_POINTS, 100L), null);

    private final Disagreements disagreements = new Disagreements();

    @Test
    void a_command_that_only_the_other_rules_refuse_is_counted_with_their_reason() {
        add(DEDUCT, "k", DONE, REFUSED);
        assertThat(disagreements.refused().byKind()).isEqualTo(Map.of("deduct", 1L));
        assertThat(disagreements.refused().examples())
                .containsExactly(
                        new Decision("evt_k", "k", "p", "deduct", NOW, RefusalCode.INSUFFICIENT_POINTS, 100L, 60));
        assertThat(disagreements.done().total()).isZero();
    }

    @Test
    void the_other_way_is_counted_by_itself() {
        add(new Command.Capture("h", null, "captured", null), "k", REFUSED, DONE);
        assertThat(disagreements.done().byKind()).isEqualTo(Map.of("capture", 1L));
        assertThat(disagreements.refused().total()).isZero();
    }

    @Test
    void what_both_decide_alike_is_not_counted() {
        add(DEDUCT, "a", DONE, DONE);
        add(DEDUCT, "b", REFUSED, REFUSED);
        assertThat(disagreements.refused().total() + disagreements.done().total())
                .isZero();
    }

    @Test
    void all_are_counted_and_twenty_are_kept() {
        for (int i = 0; i < 50; i++) {
            add(DEDUCT, "k" + i, DONE, REFUSED);
        }
        assertThat(disagreements.refused().total()).isEqualTo(50);
        assertThat(disagreements.refused().examples())
                .hasSize(BacktestReport.MOST_EXAMPLES)
                .first()
                .extracting(Decision::idempotencyKey)
                .isEqualTo("k0");
    }

    private void add(Command command, String key, PointsTransaction before, PointsTransaction after) {
        AcceptedEvent event = AcceptedEvent.ofCommand("evt_" + key, "t", new RawCommand("p", key, command), NOW, false);
        disagreements.add(event, NOW, Optional.of(before), Optional.of(after));
    }
}
