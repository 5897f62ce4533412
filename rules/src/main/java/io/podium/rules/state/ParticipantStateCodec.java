package io.podium.rules.state;

import io.podium.rules.period.Period;
import io.podium.rules.program.Cap;
import io.podium.rules.streak.Chain;
import io.podium.rules.streak.StreakState;
import io.podium.rules.streak.Ticks;
import io.podium.schemas.binary.BinaryCodec;
import io.podium.schemas.binary.BinaryReader;
import io.podium.schemas.binary.BinaryWriter;

/** A participant's state in bytes, in the order of its components; enumerations stand by name. */
public final class ParticipantStateCodec implements BinaryCodec<ParticipantState> {

    /** The form with distinct values as texts, and without banked progress. */
    private static final byte FIRST = 1;

    @Override
    public void write(ParticipantState state, BinaryWriter out) {
        out.number(state.lifetimePoints())
                .optional(state.tier(), out::text)
                .list(state.badges(), out::text)
                .map(state.challenges(), (id, challenge) -> write(challenge, out.text(id)))
                .map(state.streaks(), (id, streak) -> write(streak, out.text(id)))
                .map(state.caps(), (id, cap) -> write(cap, out.text(id)));
    }

    @Override
    public byte form() {
        return 2;
    }

    @Override
    public ParticipantState read(BinaryReader in) {
        return read(in, form());
    }

    @Override
    public ParticipantState read(BinaryReader in, byte form) {
        return new ParticipantState(
                in.number(),
                in.optional(in::text),
                in.list(in::text),
                in.map(in::text, () -> challenge(in, form)),
                in.map(in::text, () -> streak(in, form)),
                in.map(in::text, () -> cap(in)));
    }

    private static void write(ChallengeState challenge, BinaryWriter out) {
        out.flag(challenge.completed())
                .optional(challenge.begunAt(), out::instant)
                .map(challenge.objectives(), (id, objective) -> write(objective, out.text(id)))
                .list(challenge.milestones(), out::number)
                .map(challenge.banked(), (id, objective) -> write(objective, out.text(id)))
                .optional(challenge.latestAt(), out::instant)
                .optional(challenge.earliestAt(), out::instant)
                .number(challenge.repeats());
    }

    private static ChallengeState challenge(BinaryReader in, byte form) {
        if (form == FIRST) {
            return new ChallengeState(
                    in.flag(),
                    in.optional(in::instant),
                    in.map(in::text, () -> objective(in, form)),
                    in.list(in::number));
        }
        return new ChallengeState(
                in.flag(),
                in.optional(in::instant),
                in.map(in::text, () -> objective(in, form)),
                in.list(in::number),
                in.map(in::text, () -> objective(in, form)),
                in.optional(in::instant),
                in.optional(in::instant),
                in.number());
    }

    private static void write(ObjectiveState objective, BinaryWriter out) {
        out.decimal(objective.progress())
                .flag(objective.completed())
                .optional(objective.values(), values -> out.list(values.hashes(), out::bits))
                .optional(objective.days(), days -> write(days, out));
    }

    private static ObjectiveState objective(BinaryReader in, byte form) {
        return new ObjectiveState(
                in.decimal(),
                in.flag(),
                in.optional(() -> form == FIRST
                        ? DistinctValues.ofHashes(in.list(() -> DistinctValues.hash(in.text())))
                        : new DistinctValues(in.list(in::bits))),
                in.optional(() -> ticks(in, form)));
    }

    private static void write(StreakState streak, BinaryWriter out) {
        out.text(streak.period().name()).optional(streak.base(), base -> write(base, out));
        write(streak.ticks(), out);
        out.number(streak.length()).number(streak.longest()).list(streak.milestones(), out::number);
    }

    private static StreakState streak(BinaryReader in, byte form) {
        return new StreakState(
                Period.valueOf(in.text()),
                in.optional(() -> new Chain(in.number(), in.decimal(), in.optional(in::number))),
                ticks(in, form),
                in.number(),
                in.number(),
                in.list(in::number));
    }

    private static void write(Chain chain, BinaryWriter out) {
        out.number(chain.length()).decimal(chain.freezes()).optional(chain.last(), out::number);
    }

    private static void write(Ticks ticks, BinaryWriter out) {
        out.list(ticks.runs(), run -> out.number(run.from())
                .number(run.to())
                .instant(run.firstAt())
                .flag(run.more()));
    }

    private static Ticks ticks(BinaryReader in, byte form) {
        return new Ticks(
                in.list(() -> new Ticks.Run(in.number(), in.number(), in.instant(), form != FIRST && in.flag())));
    }

    private static void write(CapState cap, BinaryWriter out) {
        out.text(cap.every().name())
                .map(cap.used(), (period, used) -> out.number(period).number(used));
    }

    private static CapState cap(BinaryReader in) {
        return new CapState(Cap.Every.valueOf(in.text()), in.map(in::number, in::number));
    }
}
