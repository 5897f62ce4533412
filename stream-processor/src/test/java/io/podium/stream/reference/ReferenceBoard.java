package io.podium.stream.reference;

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
        if (open && scored && event.matches(contest.definition())) {
            score(event, contest, participant);
        }
    }

    private void score(ReferenceEvent event, ReferenceRules.InForce contest, String participant) {
        scores++;
        Object number = event.number(
                contest.definition().get("scoring").get("score_attribute").asText());
        Place place = places.stream()
                .filter(one -> one.participant.equals(participant))
                .findFirst()
                .orElse(null);
        Long before = place == null ? null : rank(place);
        BigDecimal delta = BigDecimal.ZERO;
        if (number instanceof BigDecimal value) {
            BigDecimal weight =
                    contest.definition().get("scoring").path("weight").decimalValue();
            delta = value.multiply(contest.definition().get("scoring").has("weight") ? weight : BigDecimal.ONE);
            if (place == null) {
                place = new Place(participant);
                places.add(place);
                place.reached = scores;
            } else if (delta.signum() != 0) {
                place.reached = scores;
            }
            place.score = place.score.add(delta);
        }
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

    long rank(Place place) {
        places.sort((a, b) ->
                b.score.compareTo(a.score) != 0 ? b.score.compareTo(a.score) : Long.compare(a.reached, b.reached));
        return places.indexOf(place) + 1L;
    }
}
