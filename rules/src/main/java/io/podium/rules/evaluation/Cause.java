package io.podium.rules.evaluation;

import io.podium.rules.program.Versioned;
import io.podium.schemas.contest.ContestAward;
import io.podium.schemas.rule.RuleKind;
import java.time.Instant;

/** The program, in one of its versions, that an outcome comes from. */
record Cause(RuleKind kind, String id, Instant version) {

    static Cause of(Versioned<?> source) {
        return new Cause(source.program().kind(), source.program().id(), source.version());
    }

    static Cause of(ContestAward award) {
        return new Cause(RuleKind.CONTEST, award.contestId(), award.contestVersion());
    }
}
