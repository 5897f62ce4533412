package io.podium.rules.program;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.rules.condition.Expressions;
import io.podium.rules.period.Period;
import io.podium.rules.program.Challenge.Evaluator;
import io.podium.rules.program.Challenge.Objective;
import io.podium.schemas.event.Problem;
import io.podium.schemas.score.ScoringMethod;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a JSON Schema can't express: checks of one definition that has the right shape. */
final class SemanticChecks {

    /** Each value takes 8 bytes of the participant's state. */
    private static final BigDecimal MAX_DISTINCT = BigDecimal.valueOf(1_000);

    private final List<Problem> problems = new ArrayList<>();

    private SemanticChecks() {}

    /** Checks of what Java types could not hold: expressions and time zones; of a definition of any shape. */
    static List<Problem> ofDefinition(JsonNode definition) {
        SemanticChecks meaning = new SemanticChecks();
        meaning.condition("when", definition.get("when"));
        for (int i = 0; i < definition.path("objectives").size(); i++) {
            meaning.condition(
                    "objectives[" + i + "].when",
                    definition.get("objectives").path(i).get("when"));
        }
        meaning.problems.addAll(DayChecks.ofDefinition(definition));
        meaning.maxFuture(definition.get("max_future"));
        meaning.problems.addAll(PointsChecks.ofDefinition(definition));
        if (definition.path("kind").asText().equals("streak")) {
            meaning.days(definition);
        }
        return meaning.problems;
    }

    /** Checks of what the parts mean together. */
    static List<Problem> ofProgram(Program program) {
        SemanticChecks meaning = new SemanticChecks();
        if (program instanceof EarnRule rule) {
            meaning.problems.addAll(PointsChecks.ofMultiplier(rule.multiplier()));
        } else if (program instanceof Tiers tiers) {
            List<Tiers.Tier> steps = tiers.tiers();
            meaning.unique("tiers", "id", steps.stream().map(Tiers.Tier::id).toList());
            meaning.unique(
                    "tiers",
                    "qualifying_lifetime_points",
                    steps.stream().map(Tiers.Tier::qualifyingLifetimePoints).toList());
        } else if (program instanceof Streak streak) {
            meaning.unique(
                    "milestones",
                    "count",
                    streak.milestones().stream().map(Milestone::count).toList());
        } else if (program instanceof Challenge challenge) {
            meaning.challenge(challenge);
        } else if (program instanceof Contest contest) {
            meaning.contest(contest);
        }
        return meaning.problems;
    }

    /** What is right, but of no use or too large. */
    static List<Problem> forAuthors(Program program) {
        SemanticChecks meaning = new SemanticChecks();
        if (program instanceof Challenge challenge) {
            for (int i = 0; i < challenge.milestones().size(); i++) {
                meaning.unreachable(
                        "milestones[" + i + "].count",
                        challenge.milestones().get(i).count(),
                        challenge);
            }
            meaning.size(challenge);
        }
        return meaning.problems;
    }

    private void size(Challenge challenge) {
        long bytes = StateSize.most(challenge);
        if (bytes > StateSize.MAX_DEFINITION_BYTES) {
            problem(
                    "objectives",
                    "too_much_state",
                    "expected objectives that keep at most " + StateSize.MAX_DEFINITION_BYTES
                            + " bytes of a participant, but they can keep " + bytes
                            + " (8 for each value of a distinct objective); lower targets, or make two challenges");
        }
    }

    private void condition(String path, @Nullable JsonNode text) {
        if (text != null && text.isTextual()) {
            problems.addAll(Expressions.problems(path, text.asText()));
        }
    }

    private void maxFuture(@Nullable JsonNode text) {
        if (text == null || !text.isTextual()) {
            return;
        }
        String expected = "expected an ISO 8601 duration from PT0S to P3660D, such as PT24H, but ";
        try {
            Duration duration = Duration.parse(text.asText());
            if (duration.isNegative() || duration.compareTo(Duration.ofDays(3_660)) > 0) {
                problem("max_future", "out_of_range", expected + text.asText());
            }
        } catch (DateTimeException e) {
            problem("max_future", "bad_format", expected + text.asText());
        }
    }

    private void days(JsonNode streak) {
        boolean daily = streak.path("period").asText().equalsIgnoreCase(Period.DAY.name());
        for (int i = 0; i < streak.path("milestones").size(); i++) {
            if (!daily && streak.get("milestones").path(i).has("days")) {
                problem(
                        "milestones[" + i + "].days",
                        "not_daily",
                        "expected count for a streak whose period is not day, but days came");
            }
        }
    }

    private void challenge(Challenge challenge) {
        List<Objective> objectives = challenge.objectives();
        unique("objectives", "id", objectives.stream().map(Objective::id).toList());
        unique(
                "milestones",
                "count",
                challenge.milestones().stream().map(Milestone::count).toList());
        for (int i = 0; i < objectives.size(); i++) {
            objective("objectives[" + i + "]", objectives.get(i), challenge);
        }
        cycles(objectives);
        for (int i = 0; i < challenge.milestones().size(); i++) {
            atMost("milestones[" + i + "].count", challenge.milestones().get(i).count(), objectives.size());
        }
        atMost("completion", challenge.needed(), objectives.size());
        repeats(challenge);

        boolean fixed = challenge.startsAt() != null || challenge.endsAt() != null;
        if (challenge.windowDays() != null && fixed) {
            problem("window_days", "two_windows", "expected window_days or starts_at/ends_at, but both came");
        }
        if (challenge.startsAt() != null
                && challenge.endsAt() != null
                && !challenge.endsAt().isAfter(challenge.startsAt())) {
            problem("ends_at", "not_after_start", "expected an instant after starts_at, but it is not");
        }
    }

    private void unreachable(String path, long count, Challenge challenge) {
        if (count > challenge.needed() && count <= challenge.objectives().size()) {
            problem(
                    path,
                    "unreachable",
                    "expected at most completion, " + challenge.needed() + ", which ends the challenge, but " + count);
        }
    }

    private void repeats(Challenge challenge) {
        if (challenge.repeat() == Challenge.Repeat.AFTER_WINDOW && challenge.windowDays() == null) {
            problem("repeat", "no_window", "expected window_days with after_window, but it is absent");
        }
        if (challenge.maxRepeats() != null && challenge.repeat() == Challenge.Repeat.NEVER) {
            problem("max_repeats", "not_used", "expected none without repeat, but one came");
        }
    }

    private void atMost(String path, long count, int objectives) {
        if (count > objectives) {
            problem(path, "too_many", "expected at most the number of objectives, " + objectives + ", but " + count);
        }
    }

    private void objective(String path, Objective objective, Challenge challenge) {
        Evaluator evaluator = objective.evaluator();
        boolean reads = evaluator == Evaluator.SUM || evaluator == Evaluator.DISTINCT;
        if (reads && objective.attribute() == null) {
            problem(path + ".attribute", "missing", "expected the attribute to look at, but it is absent");
        } else if (!reads && objective.attribute() != null) {
            problem(path + ".attribute", "not_used", "expected none with this evaluator, but one came");
        }
        boolean whole = objective.target().stripTrailingZeros().scale() <= 0;
        if (evaluator != Evaluator.SUM && !whole) {
            problem(path + ".target", "not_whole", "expected a whole number, but " + objective.target());
        }
        if (evaluator == Evaluator.COMPLETION && objective.target().compareTo(BigDecimal.ONE) != 0) {
            problem(path + ".target", "not_one", "expected 1 or none with completion, but " + objective.target());
        }
        if (evaluator == Evaluator.DISTINCT && objective.target().compareTo(MAX_DISTINCT) > 0) {
            problem(path + ".target", "too_large", "expected at most " + MAX_DISTINCT + ", but " + objective.target());
        }
        for (int i = 0; i < objective.prerequisiteObjectiveIds().size(); i++) {
            String id = objective.prerequisiteObjectiveIds().get(i);
            if (challenge.objectives().stream().noneMatch(other -> other.id().equals(id))) {
                problem(
                        path + ".prerequisite_objective_ids[" + i + "]",
                        "unknown_objective",
                        "expected an objective of this challenge, but " + id);
            }
        }
    }

    private void cycles(List<Objective> objectives) {
        Map<String, Objective> byId = new HashMap<>();
        objectives.forEach(objective -> byId.put(objective.id(), objective));
        for (int i = 0; i < objectives.size(); i++) {
            if (reaches(objectives.get(i).id(), objectives.get(i), byId, new ArrayList<>())) {
                problem(
                        "objectives[" + i + "].prerequisite_objective_ids",
                        "cycle",
                        "expected prerequisites that can be completed first, but they lead back to "
                                + objectives.get(i).id());
            }
        }
    }

    private static boolean reaches(String id, Objective from, Map<String, Objective> byId, List<String> seen) {
        for (String next : from.prerequisiteObjectiveIds()) {
            if (next.equals(id)) {
                return true;
            }
            if (byId.containsKey(next) && !seen.contains(next)) {
                seen.add(next);
                if (reaches(id, byId.get(next), byId, seen)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void contest(Contest contest) {
        if (!contest.endsAt().isAfter(contest.startsAt())) {
            problem("ends_at", "not_after_start", "expected an instant after starts_at, but it is not");
        }
        for (int i = 0; i < contest.prizeStructure().size(); i++) {
            prizes("prize_structure[" + i + "]", i, contest.prizeStructure());
        }
        boolean counts = contest.scoring().method() == ScoringMethod.COUNT;
        if (!counts && contest.scoring().scoreAttribute() == null) {
            problem("scoring.score_attribute", "missing", "expected the attribute that scores, but it is absent");
        }
    }

    private void prizes(String path, int index, List<PrizeRange> ranges) {
        PrizeRange range = ranges.get(index);
        if (range.rankTo() < range.rankFrom()) {
            problem(
                    path + ".rank_to",
                    "not_after_from",
                    "expected at least rank_from, " + range.rankFrom() + ", but " + range.rankTo());
        }
        if (ranges.subList(0, index).stream().anyMatch(range::overlaps)) {
            problem(path, "overlap", "expected ranks that no prize before has, but some are taken");
        }
    }

    private void unique(String list, String member, List<?> values) {
        for (int i = 0; i < values.size(); i++) {
            if (values.indexOf(values.get(i)) < i) {
                problem(
                        list + "[" + i + "]." + member,
                        "not_unique",
                        "expected each " + member + " once, but " + values.get(i) + " stands again");
            }
        }
    }

    private void problem(String path, String code, String message) {
        problems.add(new Problem(path, code, message));
    }
}
