package io.podium.rules.contest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.rules.authoring.RuleFiles;
import io.podium.rules.book.RuleBook;
import io.podium.rules.evaluation.RuleSet;
import io.podium.rules.program.Contest;
import io.podium.rules.program.ProgramParser;
import io.podium.rules.program.Versioned;
import io.podium.schemas.rule.RuleKind;
import io.podium.schemas.rule.RuleVersion;
import io.podium.schemas.score.ContestScore;
import io.podium.schemas.score.ScoringMethod;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A contest in April that is kept in memory, for tests that read: scores come, time passes. */
final class Cup {

    static final String TENANT = "t";
    static final String KEY = "t|cup";
    static final Instant START = Instant.parse("2026-04-01T00:00:00Z");
    static final Instant END = Instant.parse("2026-05-01T00:00:00Z");

    final InMemoryContests contests = new InMemoryContests();
    final RuleBook book = new RuleBook(new ProgramParser());
    final Contest definition;

    private final RuleSet rules;
    private long offset;

    /** A contest with further members, as authors write them. */
    Cup(String... members) {
        String yaml = """
                kind: contest
                id: cup
                title: Cup
                starts_at: "2026-04-01T00:00:00Z"
                ends_at: "2026-05-01T00:00:00Z"
                grace_hours: 0
                scoring: { event_type: quiz, score_attribute: score, method: cumulative }
                """ + String.join("\n", members);
        RuleFiles.Loaded loaded =
                new RuleFiles(new ProgramParser()).read(Map.of("r.yaml", yaml.getBytes(StandardCharsets.UTF_8)));
        assertThat(loaded.problems()).isEmpty();
        definition = (Contest) loaded.definitions().get(0).program();
        rules = new RuleSet(List.of(new Versioned<>(definition, Instant.EPOCH)));
        publish(Instant.EPOCH, loaded.definitions().get(0).source().definition());
    }

    /** Retires the definition from an instant on. */
    void retire(Instant from) {
        publish(from, null);
    }

    private void publish(Instant from, ObjectNode contest) {
        assertThat(book.publish(new RuleVersion(TENANT, RuleKind.CONTEST, "cup", from, contest)))
                .isEmpty();
    }

    /** What a score would do now; so many seconds after the start. */
    ScoreDecision decide(String participantId, long score, long second) {
        Instant at = START.plusSeconds(second);
        ContestScore value = new ContestScore(
                "cup",
                Instant.EPOCH,
                "evt_" + offset,
                TENANT,
                participantId,
                at,
                ScoringMethod.CUMULATIVE,
                BigDecimal.valueOf(score),
                List.of(),
                false);
        return ContestEngine.decide(contests, new ArrivedScore(KEY, value, offset, at), rules);
    }

    /** A score comes. */
    ScoreResult score(String participantId, long score, long second) {
        ScoreResult result = ContestEngine.apply(contests, decide(participantId, score, second));
        offset++;
        return result;
    }

    /** A participant leaves. */
    List<ScoreResult> erase(String participantId) {
        ContestScore value = new ContestScore(
                ContestScore.ALL_CONTESTS,
                Instant.EPOCH,
                "evt_" + offset,
                TENANT,
                participantId,
                START,
                ScoringMethod.CUMULATIVE,
                null,
                List.of(),
                false,
                null,
                true);
        ArrivedScore arrived = new ArrivedScore(value.recordKey(), value, offset++, START);
        return ContestEngine.decisions(contests, arrived, rules).stream()
                .map(decision -> ContestEngine.apply(contests, decision))
                .toList();
    }

    /** Offset of the next score. */
    long offset() {
        return offset;
    }

    /** The log comes to an instant. */
    List<Transition> pass(Instant now) {
        List<Transition> steps = ContestEngine.transitions(
                contests, TENANT, book.inForce(TENANT, now).contests(), now);
        steps.forEach(step -> ContestEngine.apply(contests, step));
        List<Transition> ends = ContestEngine.retirements(contests, book, now);
        ends.forEach(step -> ContestEngine.apply(contests, step));
        return Stream.concat(steps.stream(), ends.stream()).toList();
    }

    /** The end, when the log comes to it. */
    Transition.Completes complete() {
        return pass(END.plus(Duration.ofMinutes(1))).stream()
                .filter(Transition.Completes.class::isInstance)
                .map(Transition.Completes.class::cast)
                .findFirst()
                .orElseThrow();
    }

    /** All that is kept, in words. */
    String kept() {
        StringBuilder kept = new StringBuilder();
        kept.append(contests.state(KEY)).append(contests.unfinished());
        for (Standing standing : contests.ranked(KEY)) {
            kept.append('\n').append(standing);
            kept.append(contests.conduct(KEY, standing.participantId()));
        }
        return kept.toString();
    }

    /** By how much a participant's score has been held back in sum. */
    Optional<BigDecimal> held(String participantId) {
        return contests.conduct(KEY, participantId).map(ScoreVelocity::held);
    }
}
