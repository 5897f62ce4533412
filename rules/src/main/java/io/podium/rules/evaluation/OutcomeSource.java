package io.podium.rules.evaluation;

import io.podium.rules.note.Note;
import io.podium.rules.program.Versioned;
import io.podium.schemas.command.Command;
import io.podium.schemas.contest.ContestAward;
import io.podium.schemas.outcome.PointsKind;
import io.podium.schemas.rule.RuleKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The program, in one of its versions, that an outcome comes from, and when the event happened for it. A command and
 * the end of points stand for a program of their own.
 *
 * @param kind of the program, as it stands in the outcome's id
 * @param occurredAt the arrival for an event that says that it happened long after it
 * @param ahead whether the event says so
 */
record OutcomeSource(String kind, String id, Instant version, Instant occurredAt, boolean ahead) {

    static OutcomeSource of(Versioned<?> source, Instant occurredAt, boolean ahead) {
        return new OutcomeSource(
                source.program().kind().wireName(), source.program().id(), source.version(), occurredAt, ahead);
    }

    static OutcomeSource of(ContestAward award, Instant completedAt) {
        return new OutcomeSource(
                RuleKind.CONTEST.wireName(), award.contestId(), award.contestVersion(), completedAt, false);
    }

    static OutcomeSource of(Command command, Instant arrivedAt) {
        return new OutcomeSource("command", command.eventType(), arrivedAt, arrivedAt, false);
    }

    /** An event that takes another one back, for the rule that had given what is taken. */
    static OutcomeSource ofReversal(String ruleId, Instant arrivedAt) {
        return new OutcomeSource("reversal", ruleId, arrivedAt, arrivedAt, false);
    }

    /** What ends by itself. */
    static OutcomeSource ofLapse(PointsKind kind, Instant due) {
        return new OutcomeSource("lapse", "points_" + kind.wireName(), due, due, false);
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
