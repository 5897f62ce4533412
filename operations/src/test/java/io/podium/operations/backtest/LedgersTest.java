package io.podium.operations.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.rules.ledger.InMemoryLedger;
import io.podium.rules.ledger.Ledger;
import io.podium.rules.ledger.LedgerEntry;
import io.podium.schemas.event.EventId;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backtest finds what the processor finds, with the same bounds. */
class LedgersTest {

    private static final LedgerEntry.Contribution VALUE =
            new LedgerEntry.Contribution("c", "o", 0, BigDecimal.ONE, 7L, LedgerEntry.Undoing.AS_A_WHOLE);

    @TempDir
    Path directory;

    private static LedgerEntry entry(int number, LedgerEntry.Contribution... parts) {
        return new LedgerEntry(
                EventId.at("t", 0, number, number),
                "e",
                Instant.ofEpochMilli(number),
                LedgerEntry.hash("k" + number),
                0,
                0,
                new LedgerEntry.Parts(List.of(), List.of(), List.of(parts), List.of(), List.of()),
                BigDecimal.ZERO,
                null);
    }

    @Test
    void an_event_is_found_by_its_key_among_the_latest_and_by_its_id_for_ever() {
        InMemoryLedger inMemory = new InMemoryLedger();
        try (Ledgers ledgers = new Ledgers(directory.resolve("db"))) {
            for (int i = 0; i <= Ledger.MAX_BY_KEY; i++) {
                ledgers.put("t|p", entry(i));
                inMemory.put(List.of(entry(i)));
            }
            ledgers.put("t|p|0", entry(-1));
            for (Ledger ledger : List.of(ledgers.of("t|p"), inMemory)) {
                assertThat(ledger.byKey("k0")).isEmpty();
                assertThat(ledger.byKey("k1")).contains(entry(1));
                assertThat(ledger.byKey("k-1")).isEmpty();
                assertThat(ledger.byEvent(entry(0).eventId())).contains(entry(0));
            }
        }
    }

    @Test
    void an_entry_that_is_amended_stays_where_it_was() {
        try (Ledgers ledgers = new Ledgers(directory.resolve("db"))) {
            ledgers.put("t|p", entry(1));
            LedgerEntry amended = entry(1).reversed(BigDecimal.ONE, "evt_2");
            for (int i = 0; i < Ledger.MAX_BY_KEY; i++) {
                ledgers.put("t|p", amended);
            }
            assertThat(ledgers.of("t|p").byKey("k1")).contains(amended);
        }
    }

    @Test
    void the_value_of_another_event_is_looked_for_among_the_latest() {
        InMemoryLedger inMemory = new InMemoryLedger();
        try (Ledgers ledgers = new Ledgers(directory.resolve("db"))) {
            List<Ledger> both = List.of(ledgers.of("t|p"), inMemory);
            for (int i = 0; i <= Ledger.MAX_SEARCHED; i++) {
                LedgerEntry next = i == 0 ? entry(0, VALUE) : entry(i);
                ledgers.put("t|p", next);
                inMemory.put(List.of(next));
                if (i == Ledger.MAX_SEARCHED - 1) {
                    both.forEach(ledger -> assertThat(ledger.isValueOfAnother(entry(-1, VALUE), VALUE))
                            .isTrue());
                    both.forEach(ledger -> assertThat(ledger.isValueOfAnother(entry(0, VALUE), VALUE))
                            .as("its own")
                            .isFalse());
                }
            }
            both.forEach(ledger -> assertThat(ledger.isValueOfAnother(entry(-1, VALUE), VALUE))
                    .as("one too old")
                    .isFalse());
        }
    }
}
