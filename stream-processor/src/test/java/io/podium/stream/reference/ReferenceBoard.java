package io.podium.stream.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

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

    final List<Place> places = new ArrayList<>();
    private long scores;

    void take(ReferenceEvent event, ReferenceRules.InForce contest, String participant) {
        Instant start = Instant.parse(contest.text("starts_at"));
        Instant end = Instant.parse(contest.text("ends_at"));
        boolean open = !event.occurred().isBefore(start)
                && event.occurred().isBefore(end)
                && event.arrival().isBefore(end.plus(Duration.ofHours(1)));
        boolean scored =
                contest.definition().get("scoring").get("event_type").asText().equals(event.type());
        String judged =
                open && scored ? ReferenceConditions.judge(event, contest.definition()) : ReferenceConditions.NO;
        if (!judged.equals(ReferenceConditions.NO)) {
            score(event, contest, participant, judged);
        }
    }

    private void score(ReferenceEvent event, ReferenceRules.InForce contest, String participant, String judged) {
        scores++;
        JsonNode scoring = contest.definition().get("scoring");
        Object number = judged;
        if (judged.equals(ReferenceConditions.YES)) {
            number = scoring.get("method").asText().equals("count")
                    ? BigDecimal.ONE
                    : event.number(scoring.get("score_attribute").asText());
        }
        Place place = places.stream()
                .filter(one -> one.participant.equals(participant))
                .findFirst()
                .orElse(null);
        Long before = place == null ? null : rank(place);
        BigDecimal held = place == null ? BigDecimal.ZERO : place.score;
        if (number instanceof BigDecimal value) {
            boolean first = place == null;
            if (first) {
                place = new Place(participant);
                places.add(place);
            }
            BigDecimal weight = scoring.has("weight") ? scoring.get("weight").decimalValue() : BigDecimal.ONE;
            reach(place, first, scoring.get("method").asText(), value.multiply(weight), event.occurred());
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
                number instanceof String note ? List.of(note) : List.of());
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
        places.sort((a, b) ->
                b.score.compareTo(a.score) != 0 ? b.score.compareTo(a.score) : Long.compare(a.reached, b.reached));
        return places.indexOf(place) + 1L;
    }
}
