package io.podium.schemas.query;

import static io.podium.schemas.binary.StateValues.decimal;
import static io.podium.schemas.binary.StateValues.text;

import com.google.protobuf.Parser;
import io.podium.schemas.binary.BinaryReader;
import io.podium.schemas.binary.StateCodec;
import io.podium.schemas.outcome.EventResults.ContestScoreDelta;
import io.podium.schemas.state.ScoreDeltaRecord;
import io.podium.schemas.state.ScoredRecord;

/** The results of stage 3 as they are stored. */
public final class ScoredEventCodec implements StateCodec<ScoredEvent, ScoredRecord> {

    @Override
    public ScoredRecord message(ScoredEvent event) {
        ScoredRecord.Builder message =
                ScoredRecord.newBuilder().setTenantId(event.tenantId()).setEventId(event.eventId());
        ContestScoreDelta delta = event.delta();
        if (delta != null) {
            ScoreDeltaRecord.Builder changed =
                    message.getDeltaBuilder().setContestId(delta.contestId()).setDelta(text(delta.delta()));
            if (delta.newRank() != null) {
                changed.setNewRank(delta.newRank());
            }
        }
        return message.build();
    }

    @Override
    public ScoredEvent value(ScoredRecord message) {
        ScoreDeltaRecord delta = message.getDelta();
        return new ScoredEvent(
                message.getTenantId(),
                message.getEventId(),
                message.hasDelta()
                        ? new ContestScoreDelta(
                                delta.getContestId(),
                                decimal(delta.getDelta()),
                                delta.hasNewRank() ? delta.getNewRank() : null)
                        : null);
    }

    @Override
    public Parser<ScoredRecord> parser() {
        return ScoredRecord.parser();
    }

    @Override
    public byte latestForm() {
        return 1;
    }

    @Override
    public ScoredEvent read(BinaryReader in, byte form) {
        return new ScoredEvent(
                in.text(),
                in.text(),
                in.optional(() -> new ContestScoreDelta(in.text(), in.decimal(), in.optional(in::number))));
    }
}
