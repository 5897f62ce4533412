package io.podium.stream.ledger;

import static java.util.Objects.requireNonNull;

import io.podium.rules.ledger.LedgerEntry;
import io.podium.schemas.key.RecordKeys;
import io.podium.schemas.query.EvaluatedEvent;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What stands under a key of the ledger's store. */
public sealed interface LedgerValue {

    /**
     * What an event gave, under its id.
     *
     * @param participantKey whose it is
     * @param erasures how often participants of the id had been erased
     * @param result what is answered to those who ask for the event's results; null for what ended by itself
     */
    record Kept(
            String participantKey,
            int erasures,
            LedgerEntry entry,
            @Nullable EvaluatedEvent result) implements LedgerValue {
        public Kept {
            requireNonNull(participantKey);
            requireNonNull(entry);
        }

        /** The results, for those who ask for them no later than so; the rest of the entry is kept for longer. */
        public Optional<EvaluatedEvent> resultSince(Instant oldest) {
            return Optional.ofNullable(result).filter(known -> entry.at().isAfter(oldest));
        }

        /** Whose ledger it stands in, by {@link RecordKeys#ledger}. */
        String owner() {
            return RecordKeys.ledger(participantKey, erasures);
        }
    }

    /** A full part of an owner's index, under {@link #chunkKey}. */
    record Chunk(EventRefs events) implements LedgerValue {}

    /**
     * What is left to be deleted of an owner who was erased, under {@link #remainsKey}.
     *
     * @param chunks of the index, the first ones
     */
    record Remains(long chunks) implements LedgerValue {}

    /** Nothing but the number stands behind the last bar, and ids of events have none. */
    static String chunkKey(String owner, long number) {
        return owner + "|" + number;
    }

    /** No number stands behind the last bar. */
    static String remainsKey(String owner) {
        return owner + "|remains";
    }
}
