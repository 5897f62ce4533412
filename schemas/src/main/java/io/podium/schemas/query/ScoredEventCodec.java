package io.podium.schemas.query;

import io.podium.schemas.binary.BinaryCodec;
import io.podium.schemas.binary.BinaryReader;
import io.podium.schemas.binary.BinaryWriter;
import io.podium.schemas.outcome.EventResults.ContestScoreDelta;

/** The results of stage 3 in bytes. */
public final class ScoredEventCodec implements BinaryCodec<ScoredEvent> {

    @Override
    public void write(ScoredEvent event, BinaryWriter out) {
        out.text(event.tenantId()).text(event.eventId()).optional(event.delta(), delta -> out.text(delta.contestId())
                .decimal(delta.delta())
                .optional(delta.newRank(), out::number));
    }

    @Override
    public ScoredEvent read(BinaryReader in) {
        return new ScoredEvent(
                in.text(),
                in.text(),
                in.optional(() -> new ContestScoreDelta(in.text(), in.decimal(), in.optional(in::number))));
    }
}
