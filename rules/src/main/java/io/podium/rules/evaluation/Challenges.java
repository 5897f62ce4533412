package io.podium.rules.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.rules.note.Note;
import io.podium.rules.program.Challenge;
import io.podium.rules.program.Challenge.Enrolment;
import io.podium.rules.program.Versioned;
import io.podium.rules.state.Change;
import io.podium.rules.state.ObjectiveState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Enrolment, and progress in the challenges that the event's type touches. */
final class Challenges {
    private Challenges() {}

    static void decide(EvaluationBuilder decision) {
        if (decision.event.eventType().equals(Challenge.ENROLLED)) {
            enrol(decision);
        }
        for (Versioned<Challenge> challenge :
                decision.rules.touchedBy(decision.event.eventType()).challenges()) {
            OutcomeSource cause = decision.cause(challenge);
            if (!challenge.program().isOpenAt(cause.occurredAt())) {
                continue;
            } else if (!decision.hasRoom()) {
                report(decision, cause, challenge.program(), Note.EVENT_FULL);
                return;
            }
            new Contribution(decision, challenge.program(), cause).decide();
        }
    }

    /** Who enrols before the challenge starts takes part from its start on. */
    private static void enrol(EvaluationBuilder decision) {
        JsonNode id = decision.event.attributes().path(Challenge.CHALLENGE_ID);
        Optional<Versioned<Challenge>> named = decision.rules
                .challenge(id.asText(""))
                .filter(challenge -> challenge.program().enrolment() == Enrolment.EXPLICIT);
        if (named.isEmpty()) {
            return;
        }
        Challenge challenge = named.get().program();
        OutcomeSource cause = decision.cause(named.get());
        Instant at = challenge.startsAt() != null && cause.occurredAt().isBefore(challenge.startsAt())
                ? challenge.startsAt()
                : cause.occurredAt();
        if (!challenge.isOpenAt(at)) {
            return;
        }
        Participation participation =
                Participation.of(challenge, decision.state().challenge(challenge.id()), at, true);
        if (participation instanceof Participation.Begins begins) {
            if (decision.fits(begins.change())) {
                decision.change(begins.change());
            } else {
                report(decision, cause, challenge, Note.STATE_FULL);
            }
        } else if (participation instanceof Participation.Goes goes
                && goes.change() != null
                && isEarlier(goes.change(), decision, challenge)) {
            decision.change(goes.change());
        }
    }

    /** A second enrolment only matters when it happened before the first one. */
    private static boolean isEarlier(Change.ChallengeSpans change, EvaluationBuilder decision, Challenge challenge) {
        return change.begunAt()
                .isBefore(decision.state().challenge(challenge.id()).begunAt());
    }

    private static void report(EvaluationBuilder decision, OutcomeSource cause, Challenge challenge, Note note) {
        Challenge.Objective first = challenge.objectives().get(0);
        ObjectiveState now = decision.state().challenge(challenge.id()).objective(first.id());
        decision.reportObjective(
                cause,
                first.id(),
                first,
                now.progress(),
                new ObjectiveState(now.progress(), false, null, null),
                false,
                List.of(note.code()));
    }
}
