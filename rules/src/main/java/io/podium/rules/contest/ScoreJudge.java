package io.podium.rules.contest;

import io.podium.rules.note.Note;
import io.podium.rules.program.FraudRules;
import io.podium.schemas.score.ContestScore;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Decides what a score does to its participant's standing in a contest. Pure. */
public final class ScoreJudge {
    private ScoreJudge() {}

    /**
     * What is known when a score comes.
     *
     * @param standing of the participant; empty before the first score
     * @param conduct of the participant; null when no fraud rule ever looked
     * @param fraudRules of the contest; null for none
     * @param completed whether the contest's ranks are frozen
     */
    public record Known(Optional<Standing> standing, Conduct conduct, FraudRules fraudRules, boolean completed) {}

    /**
     * What a score does.
     *
     * @param moved the new standing; empty when the score does not count
     * @param conduct the new conduct; empty when it stays
     * @param tooFast whether a fraud rule was exceeded
     * @param notes why the score does not count, or what is remarkable about it
     */
    public record Ruling(Optional<Standing> moved, Optional<Conduct> conduct, boolean tooFast, List<String> notes) {
        static Ruling without(List<String> notes) {
            return new Ruling(Optional.empty(), Optional.empty(), false, notes);
        }
    }

    /**
     * Judges one score.
     *
     * @param place of the score in the contest's log: the moment at which it is reached
     * @param rankOf the rank that a standing has, or would have
     */
    public static Ruling judge(
            ContestScore score, Known known, long place, long arrivedAtMs, ToLongFunction<Standing> rankOf) {
        if (known.completed()) {
            return Ruling.without(List.of(Note.CONTEST_COMPLETED.code()));
        } else if (score.score() == null) {
            return Ruling.without(score.notes());
        }
        Optional<Standing> before = known.standing();
        Standing after = Standing.after(before, score, place);
        if (known.fraudRules() == null) {
            return new Ruling(Optional.of(after), Optional.empty(), false, score.notes());
        }
        BigDecimal gain = after.score().subtract(before.map(Standing::score).orElse(BigDecimal.ZERO));
        long climb = before.map(held -> rankOf.applyAsLong(held) - rankOf.applyAsLong(after))
                .orElse(0L);
        Conduct conduct = known.conduct() == null ? Conduct.NONE : known.conduct();
        FraudGuard.Ruling ruling = FraudGuard.judge(known.fraudRules(), conduct, arrivedAtMs, gain, climb);
        return new Ruling(
                ruling.counts() ? Optional.of(after) : Optional.empty(),
                Optional.of(ruling.conduct()),
                !ruling.notes().isEmpty(),
                Stream.concat(score.notes().stream(), ruling.notes().stream()).toList());
    }
}
