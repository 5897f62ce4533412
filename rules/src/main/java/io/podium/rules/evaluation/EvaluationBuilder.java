package io.podium.rules.evaluation;

import io.podium.rules.attribute.Attributes;
import io.podium.rules.condition.Condition;
import io.podium.rules.condition.EventVariables;
import io.podium.rules.ledger.Ledger;
import io.podium.rules.ledger.LedgerEntry;
import io.podium.rules.program.Challenge.Objective;
import io.podium.rules.program.Contest;
import io.podium.rules.program.Match;
import io.podium.rules.program.Program;
import io.podium.rules.program.StateSize;
import io.podium.rules.program.Versioned;
import io.podium.rules.state.Change;
import io.podium.rules.state.ObjectiveState;
import io.podium.rules.state.ParticipantState;
import io.podium.rules.streak.StreakState;
import io.podium.schemas.command.PersonCommand;
import io.podium.schemas.event.AcceptedEvent;
import io.podium.schemas.outcome.BadgeOutcome;
import io.podium.schemas.outcome.ChallengeOutcome;
import io.podium.schemas.outcome.Outcome;
import io.podium.schemas.outcome.OutcomeHead;
import io.podium.schemas.outcome.StreakOutcome;
import io.podium.schemas.outcome.TierOutcome;
import io.podium.schemas.query.PointsTransaction;
import io.podium.schemas.rule.EventTypeDefinition;
import io.podium.schemas.score.ContestScore;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The evaluation of one event while it is being made. Each decided step is recorded here and at once applied to the
 * working state, so that the next decision sees it; the steps and their outcomes are kept in order.
 */
final class EvaluationBuilder {

    /** Programs that an event still starts; what they complete is reported beyond it. */
    static final int MAX_OUTCOMES = StateSize.MAX_PROGRAMS;

    final AcceptedEvent event;
    final Instant arrivedAt;
    final RuleSet rules;
    final Ledger ledger;

    private final List<Change> changes = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<ContestScore> contestScores = new ArrayList<>();
    private final List<LedgerEntry> amended = new ArrayList<>();
    private final LedgerEntry.Collector given = new LedgerEntry.Collector();
    private final Lapses lapses;
    private ParticipantState state;
    private @Nullable PointsTransaction transaction;
    private @Nullable EventVariables variables;
    private int failedConditions;

    /** Begins with what has ended by itself before the event arrived. */
    EvaluationBuilder(ParticipantState before, AcceptedEvent event, Instant arrivedAt, RuleSet rules, Ledger ledger) {
        lapses = Lapses.until(before, event.tenantId(), event.participantId(), arrivedAt);
        state = lapses.state();
        changes.addAll(lapses.changes());
        this.ledger = ledger;
        EventTypeDefinition type = rules.eventType(event.eventType());
        this.event = type == null || type.coerced().isEmpty()
                ? event
                : event.withAttributes(type.coerce(event.attributes()));
        this.arrivedAt = arrivedAt;
        this.rules = rules;
    }

    /** The state with everything decided so far. */
    ParticipantState state() {
        return state;
    }

    /** Whether further programs may still look at the event. */
    boolean hasRoom() {
        return outcomes.size() + contestScores.size() < MAX_OUTCOMES;
    }

    /** Whether the participant's state stays within its bound with a change. */
    boolean fits(Change change) {
        return StateGrowth.fits(state, change);
    }

    /** The program as a cause of outcomes, with the time at which the event happened for it. */
    OutcomeSource cause(Versioned<? extends Program.Evaluated> source) {
        Instant at = occurredAt(source.program());
        return OutcomeSource.of(source, at, !at.equals(event.occurredAt()));
    }

    /** When the event happened for a program: when it arrived, if it says that it happens much later. */
    Instant occurredAt(Program.Evaluated program) {
        return occurredAt(program.maxFuture());
    }

    Instant occurredAt(Duration maxFuture) {
        return event.occurredAt().isAfter(arrivedAt.plus(maxFuture)) ? arrivedAt : event.occurredAt();
    }

    /** Whether the event passes a program's filter and condition; a condition that fails is counted. */
    Condition.Judgement judge(Match match, @Nullable Condition when, Instant occurredAt) {
        boolean admitted = match.admits(event.attributes());
        if (when == null || !admitted) {
            return Condition.Judgement.of(admitted);
        }
        if (variables == null) {
            variables = EventVariables.of(event, state.profile());
        }
        Condition.Judgement judgement = when.judge(variables.at(occurredAt));
        failedConditions += judgement instanceof Condition.Judgement.Undecided ? 1 : 0;
        return judgement;
    }

    /** Adds an outcome that was decided. */
    void report(Outcome outcome) {
        outcomes.add(outcome);
    }

    /** For the ledger: what the event gave beside points. */
    LedgerEntry.Collector given() {
        return given;
    }

    /** An earlier entry of the ledger is now this. */
    void amend(LedgerEntry entry) {
        amended.add(entry);
    }

    /** What is answered to whoever ordered this. */
    void answer(PointsTransaction answer) {
        transaction = answer;
    }

    void earnBadge(OutcomeSource source, String badgeId, String label, @Nullable String rarity) {
        change(new Change.BadgeAdded(badgeId));
        given.add(new LedgerEntry.Lasting("badge", badgeId));
        outcomes.add(new BadgeOutcome(head("badge", source, badgeId), badgeId, label, rarity));
    }

    void reachTier(OutcomeSource source, String tierId) {
        String from = state.tier();
        change(new Change.TierReached(tierId));
        given.add(new LedgerEntry.Lasting("tier", tierId));
        outcomes.add(new TierOutcome(head("tier", source, tierId), from, tierId, state.lifetimePoints()));
    }

    void reportStreak(OutcomeSource source, long from, StreakState streak, BigDecimal freezes, List<String> notes) {
        if (notes.isEmpty()) {
            given.add(new LedgerEntry.Lasting("streak", source.id()));
        }
        outcomes.add(new StreakOutcome(
                head("streak", source, "tick"),
                source.id(),
                from,
                streak.length(),
                streak.longest(),
                Attributes.plain(freezes),
                source.notes(notes)));
    }

    void reportObjective(
            OutcomeSource source,
            String what,
            Objective objective,
            BigDecimal from,
            ObjectiveState after,
            boolean completesChallenge,
            List<String> notes) {
        if (after.completed()) {
            given.add(new LedgerEntry.Lasting("objective", source.id() + "/" + objective.id()));
        }
        if (completesChallenge) {
            given.add(new LedgerEntry.Lasting("challenge", source.id()));
        }
        outcomes.add(new ChallengeOutcome(
                head("challenge", source, what),
                source.id(),
                objective.id(),
                from,
                after.progress(),
                objective.target(),
                after.completed(),
                completesChallenge,
                source.notes(notes)));
    }

    void scoreContest(OutcomeSource source, Contest contest, @Nullable BigDecimal score, List<String> notes) {
        if (score != null) {
            given.add(new LedgerEntry.ContestPart(
                    source.id(), source.version(), contest.scoring().method(), score, source.occurredAt()));
        }
        contestScores.add(new ContestScore(
                source.id(),
                source.version(),
                event.eventId(),
                event.tenantId(),
                event.participantId(),
                source.occurredAt(),
                contest.scoring().method(),
                score,
                source.notes(notes),
                event.sync()));
    }

    /** A score that takes back what an earlier event scored. */
    void scoreContest(ContestScore score) {
        contestScores.add(score);
    }

    Evaluation done() {
        List<Outcome> all = outcomes;
        List<LedgerEntry> entries = new ArrayList<>();
        if (!lapses.outcomes().isEmpty()) {
            all = new ArrayList<>(lapses.outcomes());
            all.addAll(outcomes);
        }
        if (ledger.isKept() && !(event.command() instanceof PersonCommand.Erase)) {
            entries.addAll(lapses.entries());
            entries.addAll(amended);
            LedgerEntry.Parts parts = given.parts();
            if (!parts.isEmpty()) {
                entries.add(new LedgerEntry(
                        event.eventId(),
                        event.eventType(),
                        arrivedAt,
                        keyHash(),
                        state.account().available(),
                        state.lifetimePoints(),
                        parts,
                        BigDecimal.ZERO,
                        null));
            }
        }
        return new Evaluation(
                changes, state, all, contestScores, failedConditions, Results.of(outcomes), entries, transaction);
    }

    private @Nullable Long keyHash() {
        String key = event.idempotencyKey();
        return key == null || event.command() != null ? null : (Long) LedgerEntry.hash(key);
    }

    void change(Change change) {
        changes.add(change);
        state = state.after(change);
    }

    /**
     * What an outcome begins with; its id is unique because one event touches each of these at most once per program.
     */
    OutcomeHead head(String kind, OutcomeSource source, String what) {
        return new OutcomeHead(
                String.join(":", event.eventId(), kind, source.kind(), source.id(), what),
                event.eventId(),
                event.tenantId(),
                event.participantId(),
                source.occurredAt(),
                arrivedAt,
                source.id(),
                source.version());
    }
}
