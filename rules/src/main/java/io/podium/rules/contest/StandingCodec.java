package io.podium.rules.contest;

import io.podium.schemas.binary.BinaryCodec;
import io.podium.schemas.binary.BinaryReader;
import io.podium.schemas.binary.BinaryWriter;

/** Standings in bytes. */
public final class StandingCodec implements BinaryCodec<Standing> {

    @Override
    public void write(Standing standing, BinaryWriter out) {
        out.text(standing.participantId())
                .decimal(standing.score())
                .number(standing.reachedAt())
                .optional(standing.latestAt(), out::instant);
    }

    @Override
    public Standing read(BinaryReader in) {
        return new Standing(in.text(), in.decimal(), in.number(), in.optional(in::instant));
    }
}
