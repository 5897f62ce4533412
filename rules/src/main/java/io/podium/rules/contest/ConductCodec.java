package io.podium.rules.contest;

import io.podium.schemas.binary.BinaryCodec;
import io.podium.schemas.binary.BinaryReader;
import io.podium.schemas.binary.BinaryWriter;

/** Conducts in bytes. */
public final class ConductCodec implements BinaryCodec<Conduct> {

    @Override
    public void write(Conduct conduct, BinaryWriter out) {
        out.number(conduct.minute())
                .decimal(conduct.minuteScore())
                .number(conduct.hour())
                .decimal(conduct.hourScore())
                .number(conduct.hourClimb())
                .decimal(conduct.held());
    }

    @Override
    public Conduct read(BinaryReader in) {
        return new Conduct(in.number(), in.decimal(), in.number(), in.decimal(), in.number(), in.decimal());
    }
}
