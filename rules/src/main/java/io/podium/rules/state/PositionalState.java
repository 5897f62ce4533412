package io.podium.rules.state;

import io.podium.rules.account.Account;
import io.podium.rules.period.Period;
import io.podium.rules.program.Cap;
import io.podium.rules.streak.Chain;
import io.podium.rules.streak.StreakState;
import io.podium.rules.streak.Ticks;
import io.podium.schemas.binary.BinaryReader;

/**
 * A participant's state as it was stored before there were messages: values one after the other.
 *
 * @param form 1 has distinct values as texts, and nothing banked; 2 is the latest
 */
record PositionalState(BinaryReader in, byte form) {

    private static final byte FIRST = 1;

    ParticipantState participant() {
        long lifetimePoints = in.number();
        return new ParticipantState(
                lifetimePoints,
                in.optional(in::text),
                in.list(in::text),
                in.map(in::text, this::challenge),
                in.map(in::text, this::streak),
                in.map(in::text, this::cap),
                Account.of(lifetimePoints));
    }

    private ChallengeState challenge() {
        if (form == FIRST) {
            return new ChallengeState(
                    in.flag(), in.optional(in::instant), in.map(in::text, this::objective), in.list(in::number));
        }
        return new ChallengeState(
                in.flag(),
                in.optional(in::instant),
                in.map(in::text, this::objective),
                in.list(in::number),
                in.map(in::text, this::objective),
                in.optional(in::instant),
                in.optional(in::instant),
                in.number());
    }

    private ObjectiveState objective() {
        return new ObjectiveState(
                in.decimal(),
                in.flag(),
                in.optional(() -> form == FIRST
                        ? DistinctValues.ofHashes(in.list(() -> DistinctValues.hash(in.text())))
                        : new DistinctValues(in.list(in::bits))),
                in.optional(this::ticks));
    }

    private StreakState streak() {
        return new StreakState(
                Period.valueOf(in.text()),
                in.optional(() -> new Chain(in.number(), in.decimal(), in.optional(in::number))),
                ticks(),
                in.number(),
                in.number(),
                in.list(in::number));
    }

    private Ticks ticks() {
        return new Ticks(
                in.list(() -> new Ticks.Run(in.number(), in.number(), in.instant(), form != FIRST && in.flag())));
    }

    private CapState cap() {
        return new CapState(Cap.Every.valueOf(in.text()), in.map(in::number, in::number));
    }
}
