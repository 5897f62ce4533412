package io.podium.stream.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podium.rules.ledger.LedgerEntry;
import io.podium.rules.state.ParticipantState;
import io.podium.schemas.event.EventId;
import io.podium.schemas.json.Json;
import io.podium.schemas.outcome.EventResults;
import io.podium.schemas.query.EvaluatedEvent;
import io.podium.schemas.state.LedgerValueRecord;
import io.podium.stream.topology.StoreSerdes;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class LedgerValueCodecTest {

    private static final String EVENT = EventId.at("t", 0, 1, 1);
    private static final LedgerEntry ENTRY = new LedgerEntry(
            EVENT, "e", Instant.EPOCH, 5L, 1, 1, LedgerEntry.Parts.of(List.of()), BigDecimal.ZERO, null);

    private static <T> T readBack(Serde<T> serde, T value) {
        return serde.deserializer().deserialize("store", serde.serializer().serialize("store", value));
    }

    @Test
    void each_value_is_read_as_it_was_written() {
        EvaluatedEvent result = new EvaluatedEvent(
                "t",
                "p|q",
                EVENT,
                new EventResults(5, null, List.of(), List.of(), List.of(), List.of()),
                List.of("cup"),
                null,
                null,
                3);
        for (LedgerValue value : List.of(
                new LedgerValue.Kept("t|p|q", 3, ENTRY, result),
                new LedgerValue.Kept("t|p", 0, ENTRY, null),
                new LedgerValue.Chunk(EventRefs.NONE.with(null, EVENT)),
                new LedgerValue.Remains(7))) {
            assertThat(readBack(StoreSerdes.LEDGER, value)).isEqualTo(value);
        }
    }

    @Test
    void results_are_for_those_who_ask_in_time() {
        EvaluatedEvent result = new EvaluatedEvent(
                "t", "p", EVENT, new EventResults(5, null, List.of(), List.of(), List.of(), List.of()), List.of());
        LedgerValue.Kept kept = new LedgerValue.Kept("t|p", 0, ENTRY, result);
        assertThat(kept.resultSince(Instant.EPOCH.minusMillis(1))).contains(result);
        assertThat(kept.resultSince(Instant.EPOCH)).isEmpty();
        assertThat(new LedgerValue.Kept("t|p", 0, ENTRY, null).resultSince(Instant.MIN))
                .isEmpty();
    }

    @Test
    void a_value_that_is_none_is_refused() {
        byte[] empty = {'p'};
        assertThat(LedgerValueRecord.getDefaultInstance().toByteArray()).isEmpty();
        assertThatThrownBy(() -> StoreSerdes.LEDGER.deserializer().deserialize("store", empty))
                .isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> StoreSerdes.LEDGER.deserializer().deserialize("store", new byte[] {1, 2}))
                .isInstanceOf(SerializationException.class);
    }

    @Test
    void a_participant_is_read_as_it_was_written_and_as_releases_before_the_ledger_wrote_it() {
        StoredParticipant participant =
                new StoredParticipant(ParticipantState.EMPTY, new LedgerHead(2, EventRefs.NONE.with(9L, EVENT)));
        assertThat(readBack(StoreSerdes.PARTICIPANTS, participant)).isEqualTo(participant);
        assertThat(readBack(StoreSerdes.PARTICIPANTS, StoredParticipant.NONE)).isEqualTo(StoredParticipant.NONE);
        assertThat(StoreSerdes.PARTICIPANTS.deserializer().deserialize("store", Json.write(ParticipantState.EMPTY)))
                .isEqualTo(StoredParticipant.NONE);
    }
}
