package io.podium.stream.reference;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.schemas.event.EventId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The model's contests as time passes: states, final ranks, prizes. */
final class ReferenceLifecycles {

    private final ReferenceModel model;
    private final Map<String, String> states = new HashMap<>();
    private final List<Runnable> awards = new ArrayList<>();

    ReferenceLifecycles(ReferenceModel model) {
        this.model = model;
    }

    boolean isCompleted(String tenant, String contest) {
        return "completed".equals(states.get(tenant + "|" + contest));
    }

    void advance(Instant now) {
        for (String tenant : model.tenants()) {
            for (ReferenceRules.InForce contest : new ReferenceRules(model.inForce(tenant, now)).of("contest")) {
                step(tenant, contest, now);
            }
        }
        awards.forEach(Runnable::run);
        awards.clear();
    }

    static String stateAt(ReferenceRules.InForce contest, Instant now) {
        JsonNode definition = contest.definition();
        Instant end = Instant.parse(contest.text("ends_at"));
        Instant swept = end.plus(Duration.ofHours(definition.path("grace_hours").asInt(1)))
                .plusSeconds(10);
        if (definition.path("draft").asBoolean()) {
            return "draft";
        } else if (now.isBefore(Instant.parse(contest.text("starts_at")))) {
            return "scheduled";
        }
        return now.isBefore(end) ? "active" : now.isBefore(swept) ? "scoring" : "completed";
    }

    private void step(String tenant, ReferenceRules.InForce contest, Instant now) {
        String key = tenant + "|" + contest.id();
        String state = stateAt(contest, now);
        String before = states.get(key);
        if (state.equals(before) || "completed".equals(before)) {
            return;
        }
        states.put(key, state);
        if (state.equals("draft")) {
            return;
        }
        ReferenceBoard board = model.boards.computeIfAbsent(key, name -> new ReferenceBoard());
        List<Map<String, Object>> rows =
                state.equals("completed") ? rows(tenant, contest, board, now) : new ArrayList<>();
        Map<String, Object> standings = new LinkedHashMap<>();
        standings.put("standings_id", key + "|" + state + "|" + now + "|1");
        standings.put("tenant_id", tenant);
        standings.put("contest_id", contest.id());
        standings.put("rule_version", contest.from());
        standings.put("processed_at", now);
        standings.put("state", state);
        standings.put("participants", board.places.size());
        standings.put("page", 1);
        standings.put("pages", 1);
        standings.put("rows", rows);
        model.outcomes
                .computeIfAbsent("contest-standings", name -> new ArrayList<>())
                .add(Canonical.text(standings));
    }

    private List<Map<String, Object>> rows(
            String tenant, ReferenceRules.InForce contest, ReferenceBoard board, Instant now) {
        List<Map<String, Object>> rows = new ArrayList<>();
        BigDecimal left = contest.definition().has("max_reward_liability")
                ? contest.definition().get("max_reward_liability").decimalValue()
                : null;
        boolean over = false;
        for (ReferenceBoard.Place place : board.sorted()) {
            long rank = rows.size() + 1L;
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("rank", rank);
            row.put("participant_id", place.participant);
            row.put("score", place.score);
            for (JsonNode range : contest.definition().path("prize_structure")) {
                if (rank >= range.get("rank_from").asLong()
                        && rank <= range.get("rank_to").asLong()) {
                    JsonNode reward = range.get("reward");
                    BigDecimal costs = reward.path("value").decimalValue();
                    over |= left != null && costs.compareTo(left) > 0;
                    if (over) {
                        row.put(
                                "notes",
                                List.of("liability_reached: "
                                        + contest.definition().get("max_reward_liability")));
                    } else {
                        left = left == null ? null : left.subtract(costs);
                        row.put("prize", reward);
                        awards.add(() -> award(tenant, contest, place.participant, rank, reward, now));
                    }
                }
            }
            rows.add(row);
        }
        return rows;
    }

    private void award(
            String tenant,
            ReferenceRules.InForce contest,
            String participant,
            long rank,
            JsonNode reward,
            Instant now) {
        Map<String, Object> base = new LinkedHashMap<>();
        String eventId = EventId.at("award|" + tenant + "|" + contest.id(), 0, rank, now.toEpochMilli());
        ReferenceGave gave = new ReferenceGave(eventId, null);
        base.put("event_id", eventId);
        base.put("tenant_id", tenant);
        base.put("participant_id", participant);
        base.put("occurred_at", now);
        base.put("processed_at", now);
        ReferenceEvent event = new ReferenceEvent("award", null, now, now, base, model.outcomes, false, gave);
        ReferenceParticipant state =
                model.participants.computeIfAbsent(tenant + "|" + participant, name -> new ReferenceParticipant());
        if (state.blocked) {
            return;
        }
        new ReferenceCommands(model, tenant, participant).lapse(now);
        new ReferenceRules(model.inForce(tenant, now)).award(contest, rank, reward, event, state);
        if (!gave.isNothing()) {
            state.gave.add(gave);
        }
    }
}
