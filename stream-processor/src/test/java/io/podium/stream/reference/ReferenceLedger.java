package io.podium.stream.reference;

import io.podium.schemas.event.EventId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The model's ledger of one participant: its lines, and what ends by itself. */
class ReferenceLedger {

    final ReferenceModel model;
    final String tenant;
    final String participant;
    final ReferenceParticipant state;

    ReferenceLedger(ReferenceModel model, String tenant, String participant) {
        this.model = model;
        this.tenant = tenant;
        this.participant = participant;
        state = model.participants.computeIfAbsent(tenant + "|" + participant, name -> new ReferenceParticipant());
    }

    Map<String, Object> base(String eventId, Instant at) {
        Map<String, Object> base = new LinkedHashMap<>();
        base.put("event_id", eventId);
        base.put("tenant_id", tenant);
        base.put("participant_id", participant);
        base.put("occurred_at", at);
        base.put("processed_at", at);
        return base;
    }

    /** Everything that ends until an instant ends. */
    void lapse(Instant now) {
        Optional<String> next = state.account.endsUntil(now);
        while (next.isPresent()) {
            String what = next.get();
            boolean hold = state.account.holds.containsKey(what);
            Instant due = hold ? state.account.holds.get(what).ends() : ReferenceAccount.start(Long.parseLong(what));
            String kind = hold ? "hold" : "expire";
            String eventId = EventId.at(
                    String.join("|", "lapse", kind, tenant, participant, what, Long.toString(state.account.expired)),
                    0,
                    0,
                    due.toEpochMilli());
            long before = state.account.available();
            long owed = state.account.owed;
            if (hold) {
                state.account.settle(what, 0);
            } else {
                state.account.expire(Long.parseLong(what));
            }
            List<String> notes = hold ? notes(owed, "hold_ended: " + what) : List.of();
            line(
                    eventId,
                    due,
                    "lapse:points_" + kind + ":" + what,
                    "points_" + kind,
                    due,
                    kind,
                    0,
                    before,
                    null,
                    notes);
            next = state.account.endsUntil(now);
        }
    }

    List<String> notes(long owedBefore, String... first) {
        return state.account.settled(owedBefore, List.of(first));
    }

    /** A line that says how the balance is now. */
    void line(
            String eventId,
            Instant at,
            String idEnd,
            String rule,
            Instant version,
            String kind,
            long points,
            long before,
            String reason,
            List<String> notes) {
        long available = state.account.available();
        line(eventId, at, idEnd, rule, version, kind, points, available - before, available, reason, notes, null);
    }

    /** One of two lines, of which the first shows a balance that never stays. */
    void two(
            String eventId,
            Instant at,
            String what,
            String rule,
            String kind,
            long delta,
            long available,
            String reason,
            List<String> notes) {
        line(eventId, at, "command:" + rule + ":" + what, rule, at, kind, 0, delta, available, reason, notes, null);
    }

    void line(
            String eventId,
            Instant at,
            String idEnd,
            String rule,
            Instant version,
            String kind,
            long points,
            long delta,
            long available,
            String reason,
            List<String> notes,
            Instant expiresAt) {
        Map<String, Object> outcome = base(eventId, at);
        outcome.put("outcome_id", eventId + ":points:" + idEnd);
        outcome.put("transaction_id", eventId + ":points:" + idEnd);
        outcome.put("rule_id", rule);
        outcome.put("rule_version", version);
        outcome.put("points", points);
        outcome.put("lifetime_points", state.points);
        outcome.put("kind", kind);
        outcome.put("delta", delta);
        outcome.put("available_points", available);
        if (reason != null) {
            outcome.put("reason", reason);
        }
        if (expiresAt != null) {
            outcome.put("expires_at", expiresAt);
        }
        outcome.put("notes", notes);
        model.outcomes
                .computeIfAbsent("points-outcomes", name -> new ArrayList<>())
                .add(Canonical.text(outcome));
    }

    /** Whole points of a share, so that all shares together are the whole. */
    static long share(long points, BigDecimal from, BigDecimal to) {
        return floor(points, to) - floor(points, from);
    }

    private static long floor(long points, BigDecimal ratio) {
        return new BigDecimal(points)
                .multiply(ratio)
                .setScale(0, RoundingMode.FLOOR)
                .longValue();
    }
}
