package io.podium.rules.contest;

import static io.podium.schemas.binary.StateValues.decimal;
import static io.podium.schemas.binary.StateValues.instant;
import static io.podium.schemas.binary.StateValues.moment;
import static io.podium.schemas.binary.StateValues.text;

import com.google.protobuf.Parser;
import io.podium.schemas.binary.BinaryReader;
import io.podium.schemas.binary.StateCodec;
import io.podium.schemas.state.StandingRecord;

/** Standings as they are stored. */
public final class StandingCodec implements StateCodec<Standing, StandingRecord> {

    @Override
    public StandingRecord message(Standing standing) {
        StandingRecord.Builder message = StandingRecord.newBuilder()
                .setParticipantId(standing.participantId())
                .setScore(text(standing.score()))
                .setReachedAt(standing.reachedAt());
        if (standing.latestAt() != null) {
            message.setLatestAt(moment(standing.latestAt()));
        }
        return message.build();
    }

    @Override
    public Standing value(StandingRecord message) {
        return new Standing(
                message.getParticipantId(),
                decimal(message.getScore()),
                message.getReachedAt(),
                message.hasLatestAt() ? instant(message.getLatestAt()) : null);
    }

    @Override
    public Parser<StandingRecord> parser() {
        return StandingRecord.parser();
    }

    @Override
    public byte latestForm() {
        return 1;
    }

    @Override
    public Standing read(BinaryReader in, byte form) {
        return new Standing(in.text(), in.decimal(), in.number(), in.optional(in::instant));
    }
}
