package io.podium.stream.reference;

import static java.util.Objects.requireNonNull;

import io.podium.schemas.command.PersonCommand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;

/** The model's erasures. */
final class ReferenceErasure extends ReferenceLedger {

    ReferenceErasure(ReferenceModel model, String tenant, String participant) {
        super(model, tenant, participant);
    }

    /** Somebody new begins, and leaves the contests that the one before was in. */
    void erase(String eventId, PersonCommand.Erase erase, Instant at) {
        ReferenceParticipant next = new ReferenceParticipant();
        next.blocked = erase.block();
        model.participants.put(tenant + "|" + participant, next);
        Map<String, Object> outcome = base(eventId, at);
        outcome.put("outcome_id", eventId + ":privacy:command:participant_erased:erased");
        outcome.put("rule_id", "participant_erased");
        outcome.put("rule_version", at);
        outcome.put("blocked", erase.block());
        outcome.put("reason", erase.reason());
        model.outcomes
                .computeIfAbsent("privacy-outcomes", name -> new ArrayList<>())
                .add(Canonical.text(outcome));
        model.boards.keySet().stream()
                .filter(board -> board.startsWith(tenant + "|"))
                .sorted()
                .forEach(board -> {
                    String contest = board.substring(tenant.length() + 1);
                    requireNonNull(model.boards.get(board))
                            .erase(base(eventId, at), model, contest, model.isCompleted(tenant, contest));
                });
    }
}
