package io.podium.rules.contest;

import static io.podium.schemas.binary.StateValues.decimal;
import static io.podium.schemas.binary.StateValues.text;

import com.google.protobuf.Parser;
import io.podium.schemas.binary.BinaryReader;
import io.podium.schemas.binary.StateCodec;
import io.podium.schemas.state.VelocityRecord;

/** Conducts as they are stored. */
public final class ConductCodec implements StateCodec<Conduct, VelocityRecord> {

    @Override
    public VelocityRecord message(Conduct conduct) {
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
    public Conduct value(VelocityRecord message) {
        return new Conduct(
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
    public Conduct read(BinaryReader in, byte form) {
        return new Conduct(in.number(), in.decimal(), in.number(), in.decimal(), in.number(), in.decimal());
    }
}
