package io.podium.rules.evaluation;

import io.podium.rules.account.Account;
import io.podium.rules.account.Hold;
import io.podium.rules.account.Lots;
import io.podium.rules.ledger.LedgerEntry;
import io.podium.rules.note.Note;
import io.podium.rules.state.Change;
import io.podium.rules.state.ParticipantState;
import io.podium.schemas.event.EventId;
import io.podium.schemas.key.RecordKeys;
import io.podium.schemas.outcome.Outcome;
import io.podium.schemas.outcome.OutcomeHead;
import io.podium.schemas.outcome.PointsKind;
import io.podium.schemas.outcome.PointsOutcome;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What ends by itself: points whose time is over, and holds. Each end is an event of its own whose id follows from the
 * participant, the instant and how much has expired before (points may come back to a day that is over), so that it is
 * the same line of the ledger whatever made somebody look: a later event of the participant, or the time of the log.
 */
public final class Lapses {

    private final String tenantId;
    private final String participantId;
    private final List<Change> changes = new ArrayList<>(0);
    private final List<Outcome> outcomes = new ArrayList<>(0);
    private final List<LedgerEntry> entries = new ArrayList<>(0);
    private ParticipantState state;

    private Lapses(ParticipantState state, String tenantId, String participantId) {
        this.state = state;
        this.tenantId = tenantId;
        this.participantId = participantId;
    }

    /** All that ends until an instant, in the order of the ends. */
    public static Lapses until(ParticipantState before, String tenantId, String participantId, Instant now) {
        Lapses lapses = new Lapses(before, tenantId, participantId);
        if (!before.account().isPlain()) {
            lapses.run(now);
        }
        return lapses;
    }

    /** The state after it. */
    public ParticipantState state() {
        return state;
    }

    /** In the order decided; none where nothing ended. */
    public List<Change> changes() {
        return changes;
    }

    /** Outcomes, each arrived at the instant of its end. */
    public List<Outcome> outcomes() {
        return outcomes;
    }

    /** Lines for the ledger. */
    public List<LedgerEntry> entries() {
        return entries;
    }

    private void run(Instant now) {
        for (Optional<Instant> due = due(now); due.isPresent(); due = due(now)) {
            Account account = state.account();
            Optional<Hold> hold =
                    account.nextHold().filter(held -> !held.endsAt().isAfter(now));
            boolean lotFirst = !account.lots().isEmpty()
                    && Lots.startOf(account.lots().firstKey()).equals(due.get());
            if (lotFirst) {
                ends(
                        PointsKind.EXPIRE,
                        due.get(),
                        Long.toString(account.lots().firstKey()),
                        account.expire(),
                        List.of());
            } else {
                Hold held = hold.orElseThrow();
                Account after = account.settle(held, 0).after();
                ends(
                        PointsKind.HOLD,
                        due.get(),
                        held.id(),
                        after,
                        Points.settled(account, after, List.of(Note.HOLD_ENDED.of(held.id()))));
            }
        }
    }

    private Optional<Instant> due(Instant now) {
        return state.account().nextDue().filter(due -> !due.isAfter(now));
    }

    private void ends(PointsKind kind, Instant due, String what, Account after, List<String> notes) {
        long delta = after.available() - state.account().available();
        String eventId = EventId.at(
                String.join(
                        "|",
                        "lapse",
                        kind.wireName(),
                        RecordKeys.participant(tenantId, participantId),
                        what,
                        Long.toString(state.account().expired())),
                0,
                0,
                due.toEpochMilli());
        OutcomeSource source = OutcomeSource.ofLapse(kind, due);
        String name = String.join(":", "points", source.kind(), source.id(), what);
        OutcomeHead head = new OutcomeHead(
                eventId + ":" + name, eventId, tenantId, participantId, due, due, source.id(), source.version());
        Change change = new Change.PointsMoved(state.lifetimePoints(), after);
        changes.add(change);
        state = state.after(change);
        outcomes.add(new PointsOutcome(
                head, 0, state.lifetimePoints(), kind, delta, after.available(), null, null, head.outcomeId(), notes));
        entries.add(new LedgerEntry(
                eventId,
                source.id(),
                due,
                null,
                after.available(),
                state.lifetimePoints(),
                LedgerEntry.Parts.of(List.of(new LedgerEntry.Line(
                        name,
                        kind,
                        source.id(),
                        0,
                        delta,
                        0,
                        false,
                        null,
                        Collections.emptyNavigableMap(),
                        null,
                        null))),
                BigDecimal.ZERO,
                null));
    }
}
