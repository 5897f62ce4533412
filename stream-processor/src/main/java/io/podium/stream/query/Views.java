package io.podium.stream.query;

import static java.util.Objects.requireNonNull;

import io.podium.rules.attribute.Attributes;
import io.podium.rules.evaluation.Lapses;
import io.podium.rules.evaluation.RuleSet;
import io.podium.rules.program.Badge;
import io.podium.rules.program.Challenge;
import io.podium.rules.program.Streak;
import io.podium.rules.program.Tiers;
import io.podium.rules.program.Versioned;
import io.podium.rules.state.ChallengeState;
import io.podium.rules.state.ObjectiveState;
import io.podium.rules.state.ParticipantState;
import io.podium.rules.streak.StreakState;
import io.podium.rules.streak.StreakTerms;
import io.podium.rules.streak.Ticks;
import io.podium.schemas.profile.Profile;
import io.podium.schemas.query.ParticipantView;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns stored state and the rules in force into what clients draw. */
final class Views {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** How far ahead the end of a streak is looked for: pauses and freezes may keep it for years. */
    private static final Duration HORIZON = Duration.ofDays(3_660);

    private final ParticipantState state;
    private final RuleSet rules;
    private final Instant now;

    private Views(ParticipantState state, RuleSet rules, Instant now) {
        this.state = state;
        this.rules = rules;
        this.now = now;
    }

    /**
     * A participant.
     *
     * @param rules in force
     * @param now the stage's time, by which streaks lapse and challenges end
     */
    static ParticipantView participant(
            String tenantId, String participantId, ParticipantState stored, RuleSet rules, Instant now) {
        ParticipantState state =
                Lapses.until(stored, tenantId, participantId, now).state();
        Views views = new Views(state, rules, now);
        return new ParticipantView(
                participantId,
                Reports.points(state),
                rules.tiers().map(Versioned::program).map(views::tier).orElse(null),
                state.badges().stream().map(views::badge).toList(),
                state.streaks().keySet().stream()
                        .flatMap(id -> views.streak(id).stream())
                        .toList(),
                views.challenges(),
                state.profile().equals(Profile.NONE) ? null : state.profile(),
                null);
    }

    /** What was reached, or what the points reach by now: a ladder may have been lowered, and its steps may go. */
    private ParticipantView.Tier tier(Tiers ladder) {
        Optional<Tiers.Tier> held = Optional.ofNullable(state.tier()).flatMap(ladder::tier);
        Optional<Tiers.Tier> reached = ladder.reachedBy(state.lifetimePoints());
        Optional<Tiers.Tier> highest = Stream.concat(held.stream(), reached.stream())
                .max(Comparator.comparingLong(Tiers.Tier::qualifyingLifetimePoints));
        long floor = highest.map(Tiers.Tier::qualifyingLifetimePoints).orElse(0L);
        ParticipantView.NextTier next = ladder.tiers().stream()
                .filter(tier -> highest.isEmpty() || tier.qualifyingLifetimePoints() > floor)
                .filter(tier -> tier.qualifyingLifetimePoints() > state.lifetimePoints())
                .findFirst()
                .map(tier -> next(tier, floor))
                .orElse(null);
        boolean gone = state.tier() != null && held.isEmpty();
        return new ParticipantView.Tier(
                gone ? state.tier() : highest.map(Tiers.Tier::id).orElse(null),
                gone ? null : highest.map(Tiers.Tier::label).orElse(null),
                next);
    }

    private ParticipantView.NextTier next(Tiers.Tier tier, long floor) {
        long required = tier.qualifyingLifetimePoints();
        long done = Math.max(0, state.lifetimePoints() - floor);
        int percent = Math.min(99, percent(BigDecimal.valueOf(done), BigDecimal.valueOf(required - floor)));
        return new ParticipantView.NextTier(
                tier.id(), tier.label(), required, required - state.lifetimePoints(), percent);
    }

    /** Whole percents of a target, rounded down, 0 to 100. */
    private static int percent(BigDecimal done, BigDecimal target) {
        if (target.signum() <= 0 || done.compareTo(target) >= 0) {
            return 100;
        }
        return done.max(BigDecimal.ZERO)
                .multiply(HUNDRED)
                .divide(target, 0, RoundingMode.FLOOR)
                .intValue();
    }

    private ParticipantView.Badge badge(String id) {
        Optional<Badge> badge = rules.badge(id);
        return new ParticipantView.Badge(
                id,
                badge.map(Badge::label).orElse(null),
                badge.map(Badge::rarity).orElse(null));
    }

    /** Empty for one of which nothing was done, or whose rule is not in force. */
    private Optional<ParticipantView.Streak> streak(String id) {
        StreakState streak = requireNonNull(state.streaks().get(id));
        List<Ticks.Run> runs = streak.ticks().runs();
        return rules.streak(id)
                .map(Versioned::program)
                .filter(program -> program.period() == streak.period() && !runs.isEmpty())
                .map(program -> streak(
                        program,
                        streak,
                        program.period().isoName(runs.get(runs.size() - 1).to())));
    }

    private ParticipantView.Streak streak(Streak rule, StreakState streak, String last) {
        StreakTerms terms = rule.terms(state.profile(), state.freeDays());
        Predicate<Instant> goesOn = streak.activity(terms);
        boolean active = goesOn.test(terms.read(now));
        return new ParticipantView.Streak(
                rule.id(),
                rule.label(),
                active ? streak.length() : 0,
                active ? null : (Long) streak.length(),
                streak.longest(),
                last,
                active,
                active && !goesOn.test(endOfThisPeriod(terms)),
                active ? breaksAt(at -> goesOn.test(terms.read(at))) : null,
                Attributes.plain(streak.freezes(terms)));
    }

    /** As the streak counts, with the grace. */
    private Instant endOfThisPeriod(StreakTerms terms) {
        long present = terms.periodOf(terms.read(now));
        return terms.period().endOf(present, terms.zone()).plus(terms.grace());
    }

    /** An action continues a streak up to some instant and not from it on, so that it can be closed in on. */
    private @Nullable Instant breaksAt(Predicate<Instant> goesOn) {
        long alive = now.getEpochSecond();
        long broken = now.plus(HORIZON).getEpochSecond();
        if (goesOn.test(Instant.ofEpochSecond(broken))) {
            return null;
        }
        while (broken - alive > 1) {
            long middle = alive + (broken - alive) / 2;
            if (goesOn.test(Instant.ofEpochSecond(middle))) {
                alive = middle;
            } else {
                broken = middle;
            }
        }
        return Instant.ofEpochSecond(broken);
    }

    private List<ParticipantView.Challenge> challenges() {
        Set<String> ids = new LinkedHashSet<>(state.challenges().keySet());
        rules.challenges().stream()
                .map(Versioned::program)
                .filter(challenge -> challenge.enrolment() == Challenge.Enrolment.AUTOMATIC && challenge.isOpenAt(now))
                .map(Challenge::id)
                .forEach(ids::add);
        return ids.stream()
                .flatMap(id -> rules.challenge(id).stream())
                .limit(ParticipantView.MAX_CHALLENGES)
                .map(rule -> challenge(rule.program()))
                .toList();
    }

    private ParticipantView.Challenge challenge(Challenge rule) {
        ChallengeState known = present(rule);
        Instant end = known.begunAt() == null ? null : rule.endOf(known.begunAt());
        return new ParticipantView.Challenge(
                rule.id(),
                rule.title(),
                end == null ? rule.endsAt() : end,
                known.completed(),
                progress(rule, known),
                rule.objectives().stream().map(one -> objective(one, known)).toList());
    }

    /** The participation that an action now would be part of. */
    private ChallengeState present(Challenge rule) {
        ChallengeState known = state.challenge(rule.id());
        boolean over = known.begunAt() != null
                && rule.isOver(known.begunAt(), now)
                && rule.repeat() == Challenge.Repeat.AFTER_WINDOW
                && rule.mayRepeat(known.repeats());
        return over ? ChallengeState.UNTOUCHED : known;
    }

    private static ParticipantView.Objective objective(Challenge.Objective rule, ChallengeState known) {
        ObjectiveState objective = known.objective(rule.id());
        boolean locked = !objective.completed()
                && rule.prerequisiteObjectiveIds().stream()
                        .anyMatch(id -> !known.objective(id).completed());
        return new ParticipantView.Objective(
                rule.id(), rule.label(), objective.progress(), rule.target(), objective.completed(), locked);
    }

    /** Of as many objectives as are needed, those that are furthest. */
    private static int progress(Challenge rule, ChallengeState known) {
        if (known.completed()) {
            return 100;
        }
        List<Integer> percents = new ArrayList<>();
        for (Challenge.Objective objective : rule.objectives()) {
            ObjectiveState reached = known.objective(objective.id());
            percents.add(reached.completed() ? 100 : Math.min(99, percent(reached.progress(), objective.target())));
        }
        percents.sort(Comparator.reverseOrder());
        int needed = Math.max(1, Math.min(rule.needed(), percents.size()));
        int sum = percents.stream().limit(needed).mapToInt(Integer::intValue).sum();
        return Math.min(99, sum / needed);
    }
}
