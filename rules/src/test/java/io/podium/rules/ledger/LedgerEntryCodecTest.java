package io.podium.rules.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podium.rules.program.Cap;
import io.podium.schemas.binary.StateSerde;
import io.podium.schemas.outcome.PointsKind;
import io.podium.schemas.score.ScoringMethod;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class LedgerEntryCodecTest {

    private static final Instant AT = Instant.parse("2026-04-30T10:42:00.123456789Z");
    private static final StateSerde<LedgerEntry, ?> SERDE = new StateSerde<>(LedgerEntry.class, new LedgerEntryCodec());

    @Test
    void an_entry_is_read_as_it_was_written() {
        LedgerEntry.Collector given = new LedgerEntry.Collector();
        given.add(new LedgerEntry.Line("n", PointsKind.EARN, "r", 5, 5, 0, true, 20_000L, new TreeMap<>(), null, null));
        given.add(new LedgerEntry.Line(
                "m", PointsKind.DEDUCT, "r", 0, -5, 7, false, null, new TreeMap<>(Map.of(20_001L, 3L)), "why", "memo"));
        for (Cap.Every every : Cap.Every.values()) {
            given.add(new LedgerEntry.CapUse("r", every, -1, 5));
        }
        for (LedgerEntry.Undoing undoing : LedgerEntry.Undoing.values()) {
            given.add(new LedgerEntry.Contribution("c", "o", 2, new BigDecimal("1.5"), -7L, undoing));
        }
        given.add(new LedgerEntry.Contribution("c", "o", 0, BigDecimal.ZERO, null, LedgerEntry.Undoing.IN_PART));
        for (ScoringMethod method : ScoringMethod.values()) {
            given.add(new LedgerEntry.ContestPart("c", AT, method, new BigDecimal("-2.25"), AT));
        }
        given.add(new LedgerEntry.Lasting("badge", "b"));
        LedgerEntry entry = new LedgerEntry("e", "t", AT, -3L, -5, 7, given.parts(), new BigDecimal("0.5"), "evt_2");
        LedgerEntry plain =
                new LedgerEntry("e", "t", AT, null, 0, 0, LedgerEntry.Parts.of(List.of()), BigDecimal.ZERO, null);
        assertThat(readBack(entry)).isEqualTo(entry);
        assertThat(readBack(plain)).isEqualTo(plain);
    }

    @Test
    void there_is_no_earlier_form() {
        assertThatThrownBy(() -> SERDE.deserializer().deserialize("store", new byte[] {1, 2}))
                .isInstanceOf(SerializationException.class);
    }

    private static LedgerEntry readBack(LedgerEntry entry) {
        return SERDE.deserializer().deserialize("store", SERDE.serializer().serialize("store", entry));
    }
}
