package io.podium.rules.contest;

import static io.podium.schemas.binary.StateValues.decimal;
import static io.podium.schemas.binary.StateValues.text;

import com.google.protobuf.Parser;
import io.podium.schemas.binary.BinaryReader;
import io.podium.schemas.binary.StateCodec;
import io.podium.schemas.state.VelocityRecord;

/** Conducts as they are stored. */
public final class ScoreVelocityCodec implements StateCodec<ScoreVelocity, VelocityRecord> {

    @Override
    public VelocityRecord message(ScoreVelocity conduct) {
        return VelocityRecord.newBuilder()
                .setMinute(conduct.minute())
                .setMinuteScore(text(conduct.minuteScore()))
                .setHour(conduct.hour())
                .setHourScore(text(conduct.hourScore()))
                .setHourClimb(conduct.hourClimb())
                .setHeld(text(conduct.held()))
                .build();
    }

    @Override
    public ScoreVelocity value(VelocityRecord message) {
        return new ScoreVelocity(
                message.getMinute(),
                decimal(message.getMinuteScore()),
                message.getHour(),
                decimal(message.getHourScore()),
                message.getHourClimb(),
                decimal(message.getHeld()));
    }

    @Override
    public Parser<VelocityRecord> parser() {
        return VelocityRecord.parser();
    }

    @Override
    public byte latestForm() {
        return 1;
    }

    @Override
    public ScoreVelocity read(BinaryReader in, byte form) {
        return new ScoreVelocity(in.number(), in.decimal(), in.number(), in.decimal(), in.number(), in.decimal());
    }
}
