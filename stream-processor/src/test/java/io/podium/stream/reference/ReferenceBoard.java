package io.podium.stream.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One contest in the model: a list that is sorted whenever a rank is asked for. */
final class ReferenceBoard {

    /** One participant's place. */
    static final class Place {
        final String participant;
        BigDecimal score = BigDecimal.ZERO;
        long reached;
        Instant latest;

        Place(String participant) {
            this.participant = participant;
        }
    }

    private static final Comparator<Place> BEST_FIRST =
            Comparator.comparing((Place place) -> place.score).reversed().thenComparing(place -> place.reached);

    final List<Place> places = new ArrayList<>();
    private final Map<String, ReferenceConduct> conduct = new HashMap<>();
    private long scores;

    void take(ReferenceEvent stated, ReferenceRules.InForce contest, String participant, boolean completed) {
        ReferenceEvent event = stated.seenBy(contest.definition());
        Instant start = Instant.parse(contest.text("starts_at"));
        Instant end = Instant.parse(contest.text("ends_at"));
        boolean open = !event.occurred().isBefore(start)
                && event.occurred().isBefore(end)
                && event.arrival()
                        .isBefore(end.plus(Duration.ofHours(
                                contest.definition().path("grace_hours").asInt(1))))
                && !contest.definition().path("draft").asBoolean();
        boolean scored =
                contest.definition().get("scoring").get("event_type").asText().equals(event.type());
        String judged =
                open && scored ? ReferenceConditions.judge(event, contest.definition()) : ReferenceConditions.NO;
        if (!judged.equals(ReferenceConditions.NO)) {
            score(event, contest, participant, judged, completed);
        }
    }

    private void score(
            ReferenceEvent event,
            ReferenceRules.InForce contest,
            String participant,
            String judged,
            boolean completed) {
        scores++;
        JsonNode scoring = contest.definition().get("scoring");
        Object number = judged;
        if (judged.equals(ReferenceConditions.YES)) {
            number = scoring.get("method").asText().equals("count")
                    ? BigDecimal.ONE
                    : event.number(scoring.get("score_attribute").asText());
        }
        BigDecimal weight = scoring.has("weight") ? scoring.get("weight").decimalValue() : BigDecimal.ONE;
        if (number instanceof BigDecimal value) {
            remember(event, contest, value.multiply(weight));
        }
        number = completed ? "contest_completed" : number;
        Place place = places.stream()
                .filter(one -> one.participant.equals(participant))
                .findFirst()
                .orElse(null);
        Long before = place == null ? null : rank(place);
        BigDecimal held = place == null ? BigDecimal.ZERO : place.score;
        List<String> notes = number instanceof String note ? List.of(note) : List.of();
        notes = completed ? notes : event.notes(notes);
        if (number instanceof BigDecimal value) {
            Place moved = new Place(participant);
            if (place != null) {
                moved.score = place.score;
                moved.reached = place.reached;
                moved.latest = place.latest;
            }
            reach(moved, place == null, scoring.get("method").asText(), value.multiply(weight), event.occurred());
            boolean counts = true;
            JsonNode fraud = contest.definition().get("fraud_rules");
            if (fraud != null) {
                long climb = before == null ? 0 : before - rankBeside(place, moved);
                ReferenceConduct known = conduct.computeIfAbsent(participant, name -> new ReferenceConduct());
                List<String> found =
                        known.judge(fraud, event.arrival().toEpochMilli(), moved.score.subtract(held), climb);
                notes = Stream.concat(notes.stream(), found.stream()).toList();
                counts = found.isEmpty() || fraud.get("on_exceed").asText().equals("flag");
            }
            if (counts) {
                places.remove(place);
                places.add(moved);
                place = moved;
            }
        }
        BigDecimal delta = place == null ? BigDecimal.ZERO : place.score.subtract(held);
        event.outcome(
                "contest-outcomes",
                "contest:" + contest.id(),
                contest,
                "contest_id",
                contest.id(),
                "delta",
                delta,
                "score",
                place == null ? BigDecimal.ZERO : place.score,
                "previous_rank",
                before,
                "new_rank",
                place == null ? null : (Long) rank(place),
                "notes",
                notes);
    }

    /** The ledger has what was sent, also to a contest that is over by then. */
    private static void remember(ReferenceEvent event, ReferenceRules.InForce contest, BigDecimal score) {
        String method = contest.definition().get("scoring").get("method").asText();
        event.gave().scores.put(contest.id(), new ReferenceGave.Scored(score, method, contest.from()));
    }

    /** An earlier score of a participant is taken back. */
    void takeBack(
            Map<String, Object> base,
            ReferenceModel model,
            ReferenceRules.InForce contest,
            String takenBack,
            ReferenceGave.Scored scored,
            BigDecimal score,
            boolean completed) {
        scores++;
        Place place = places.stream()
                .filter(one -> one.participant.equals(base.get("participant_id")))
                .findFirst()
                .orElse(null);
        Long before = place == null ? null : rank(place);
        BigDecimal held = place == null ? BigDecimal.ZERO : place.score;
        if (place != null && !completed) {
            Place moved = new Place(place.participant);
            moved.score = held.subtract(score);
            moved.reached = score.signum() == 0 ? place.reached : scores;
            moved.latest = place.latest;
            places.remove(place);
            places.add(moved);
            place = moved;
        }
        Map<String, Object> outcome = new LinkedHashMap<>(base);
        outcome.put("outcome_id", base.get("event_id") + ":contest-reversal:" + contest.id());
        outcome.put("rule_id", contest.id());
        outcome.put("rule_version", scored.version());
        outcome.put("contest_id", contest.id());
        outcome.put("delta", place == null ? BigDecimal.ZERO : place.score.subtract(held));
        outcome.put("score", place == null ? BigDecimal.ZERO : place.score);
        outcome.put("previous_rank", before);
        outcome.put("new_rank", place == null ? null : (Long) rank(place));
        outcome.put("notes", List.of(completed ? "contest_completed" : "reversed: " + takenBack));
        model.outcomes
                .computeIfAbsent("contest-outcomes", name -> new ArrayList<>())
                .add(Canonical.text(outcome));
    }

    /** Somebody leaves; where the ranks are final, the place stays and is nobody's. */
    void erase(Map<String, Object> base, ReferenceModel model, String contest, boolean completed) {
        scores++;
        conduct.remove(base.get("participant_id"));
        Place place = places.stream()
                .filter(one -> one.participant.equals(base.get("participant_id")))
                .findFirst()
                .orElse(null);
        if (place == null) {
            return;
        }
        places.remove(place);
        if (completed) {
            Place nobody = new Place("erased_" + scores);
            nobody.score = place.score;
            nobody.reached = place.reached;
            places.add(nobody);
        }
        Map<String, Object> outcome = new LinkedHashMap<>(base);
        outcome.put("outcome_id", base.get("event_id") + ":contest-erasure:" + contest);
        outcome.put("rule_id", contest);
        outcome.put("rule_version", base.get("processed_at"));
        outcome.put("contest_id", contest);
        outcome.put("delta", place.score.negate());
        outcome.put("score", BigDecimal.ZERO);
        outcome.put("previous_rank", null);
        outcome.put("new_rank", null);
        outcome.put("notes", List.of("participant_erased"));
        model.outcomes
                .computeIfAbsent("contest-outcomes", name -> new ArrayList<>())
                .add(Canonical.text(outcome));
    }

    private void reach(Place place, boolean first, String method, BigDecimal score, Instant occurred) {
        BigDecimal held = place.score;
        boolean late = place.latest != null && occurred.isBefore(place.latest);
        place.score = switch (method) {
            case "best" -> first ? score : held.max(score);
            case "latest" -> late ? held : score;
            default -> held.add(score);
        };
        if (method.equals("latest") && !late) {
            place.latest = occurred;
        }
        if (first || place.score.compareTo(held) != 0) {
            place.reached = scores;
        }
    }

    long rank(Place place) {
        return sorted().indexOf(place) + 1L;
    }

    /** The rank of a place if it stood instead of the one that the participant has. */
    private long rankBeside(Place present, Place candidate) {
        List<Place> others = new ArrayList<>(places);
        others.remove(present);
        others.add(candidate);
        others.sort(BEST_FIRST);
        return others.indexOf(candidate) + 1L;
    }

    List<Place> sorted() {
        places.sort(BEST_FIRST);
        return places;
    }
}
