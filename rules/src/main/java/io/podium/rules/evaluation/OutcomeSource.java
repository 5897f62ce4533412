package io.podium.rules.evaluation;

import io.podium.rules.note.Note;
import io.podium.rules.program.Versioned;
import io.podium.schemas.contest.ContestAward;
import io.podium.schemas.rule.RuleKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The program, in one of its versions, that an outcome comes from, and when the event happened for it.
 *
 * @param occurredAt the arrival for an event that says that it happened long after it
 * @param ahead whether the event says so
 */
record OutcomeSource(RuleKind kind, String id, Instant version, Instant occurredAt, boolean ahead) {

    static OutcomeSource of(Versioned<?> source, Instant occurredAt, boolean ahead) {
        return new OutcomeSource(source.program().kind(), source.program().id(), source.version(), occurredAt, ahead);
    }

    static OutcomeSource of(ContestAward award, Instant completedAt) {
        return new OutcomeSource(RuleKind.CONTEST, award.contestId(), award.contestVersion(), completedAt, false);
    }

    /** Notes of an outcome, with what is to be said of the event's time. */
    List<String> notes(List<String> notes) {
        if (!ahead) {
            return notes;
        }
        List<String> more = new ArrayList<>(notes);
        more.add(Note.OCCURRED_IN_FUTURE.code());
        return more;
    }
}
