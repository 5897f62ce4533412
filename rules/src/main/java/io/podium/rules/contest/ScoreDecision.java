package io.podium.rules.contest;

import io.podium.rules.note.Note;
import java.util.List;
import java.util.Optional;

/**
 * What a score does, decided and not yet done.
 *
 * @param before the participant's standing; empty before the first score
 * @param moved the new standing; empty when the score does not count. Of an erasure, what stays in a completed contest
 *     under another name
 * @param conduct the new conduct; empty when it stays
 * @param exceedsFraudRules whether a fraud rule was exceeded
 * @param notes why the score does not count, or what is remarkable about it
 */
public record ScoreDecision(
        ArrivedScore arrived,
        Optional<Standing> before,
        Optional<Standing> moved,
        Optional<ScoreVelocity> conduct,
        boolean exceedsFraudRules,
        List<String> notes) {

    static ScoreDecision erased(ArrivedScore arrived, Optional<Standing> before, Optional<Standing> remains) {
        return new ScoreDecision(
                arrived, before, remains, Optional.empty(), false, List.of(Note.PARTICIPANT_ERASED.code()));
    }

    static ScoreDecision notCounted(ArrivedScore arrived, Optional<Standing> before, List<String> notes) {
        return new ScoreDecision(arrived, before, Optional.empty(), Optional.empty(), false, notes);
    }

    static ScoreDecision counted(ArrivedScore arrived, Optional<Standing> before, Standing after) {
        return new ScoreDecision(
                arrived,
                before,
                Optional.of(after),
                Optional.empty(),
                false,
                arrived.score().notes());
    }
}
