package io.podium.standalone;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.schemas.event.AcceptedEvent;
import io.podium.schemas.json.Json;
import io.podium.schemas.topic.Topic;
import io.podium.schemas.topic.Topics;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** What the SQL examples should answer, counted from the records of the topics. */
record ExpectedAnalytics(Function<Topic<?, ?>, List<JsonNode>> topics) {

    private List<JsonNode> outcomes(Topic<?, ?> topic) {
        return topics.apply(topic);
    }

    List<List<String>> dailyActive() {
        Map<String, List<AcceptedEvent>> days = outcomes(Topics.ACCEPTED_EVENTS).stream()
                .map(event -> Json.mapper().convertValue(event, AcceptedEvent.class))
                .filter(event -> event.award() == null)
                .collect(groupingBy(event -> event.occurredAt().toString().substring(0, 10), TreeMap::new, toList()));
        assertThat(days.keySet()).hasSizeBetween(5, 6);
        return days.entrySet().stream()
                .map(day -> List.of(
                        LiveRun.TENANT,
                        day.getKey(),
                        Integer.toString(day.getValue().stream()
                                .map(AcceptedEvent::participantId)
                                .collect(toSet())
                                .size()),
                        Integer.toString(day.getValue().size())))
                .toList();
    }

    List<List<String>> pointsByRule() {
        Map<String, List<JsonNode>> rules = outcomes(Topics.POINTS_OUTCOMES).stream()
                .collect(groupingBy(points -> points.get("rule_id").asText(), TreeMap::new, toList()));
        assertThat(rules.keySet()).containsExactly("climb", "cup", "quiz", "score");
        return rules.entrySet().stream()
                .map(rule -> List.of(
                        LiveRun.TENANT,
                        rule.getKey(),
                        "1970-01-01T00:00:00Z",
                        Long.toString(rule.getValue().stream().collect(summingLong(points -> points.get("points")
                                .asLong()))),
                        Integer.toString(rule.getValue().size()),
                        Integer.toString(rule.getValue().stream()
                                .map(points -> points.get("participant_id").asText())
                                .collect(toSet())
                                .size())))
                .toList();
    }

    List<String> funnel() {
        Map<String, Map<String, Double>> shares = new HashMap<>();
        Set<String> completed = outcomes(Topics.CHALLENGE_OUTCOMES).stream()
                .peek(step -> shares.computeIfAbsent(step.get("participant_id").asText(), name -> new HashMap<>())
                        .merge(
                                step.get("objective_id").asText(),
                                step.get("to").asDouble() / step.get("target").asDouble(),
                                Math::max))
                .filter(step -> step.get("challenge_completed").asBoolean())
                .map(step -> step.get("participant_id").asText())
                .collect(toSet());
        long halfWay = shares.values().stream()
                .filter(objectives -> objectives.values().stream().allMatch(share -> share >= 0.5))
                .count();
        assertThat(completed.size()).isPositive().isLessThan((int) halfWay);
        assertThat(halfWay).isLessThan(shares.size());
        long began = shares.values().stream()
                .filter(objectives -> objectives.values().stream().anyMatch(share -> share > 0))
                .count();
        return List.of(
                LiveRun.TENANT,
                "climb",
                Long.toString(began),
                Long.toString(halfWay),
                Integer.toString(completed.size()));
    }

    /**
     * The completed contest as it was published; the running one by the best scores, the earlier of two equal ones
     * first.
     */
    List<List<String>> standings() {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode step : outcomes(Topics.CONTEST_STANDINGS)) {
            if (step.get("state").asText().equals("completed")) {
                step.get("rows")
                        .forEach(row -> rows.add(row(
                                "cup",
                                row.get("rank").asLong(),
                                row.get("participant_id").asText(),
                                row)));
            }
        }
        Map<String, JsonNode> reached = new HashMap<>();
        for (JsonNode outcome : outcomes(Topics.CONTEST_OUTCOMES)) {
            if (outcome.get("contest_id").asText().equals("league")
                    && !outcome.get("new_rank").isNull()) {
                boolean moved = outcome.get("delta").decimalValue().signum() != 0;
                reached.merge(outcome.get("participant_id").asText(), outcome, (before, now) -> moved ? now : before);
            }
        }
        Function<JsonNode, BigDecimal> score = outcome -> outcome.get("score").decimalValue();
        List<JsonNode> ranked = reached.values().stream()
                .sorted(Comparator.comparing(score)
                        .reversed()
                        .thenComparing(outcome ->
                                Instant.parse(outcome.get("processed_at").asText()))
                        .thenComparing(outcome -> outcome.get("participant_id").asText()))
                .toList();
        for (int i = 0; i < ranked.size(); i++) {
            rows.add(row("league", i + 1, ranked.get(i).get("participant_id").asText(), ranked.get(i)));
        }
        return rows;
    }

    private static List<String> row(String contest, long rank, String participant, JsonNode scored) {
        BigDecimal score = scored.get("score").decimalValue().setScale(9);
        return List.of(LiveRun.TENANT, contest, Long.toString(rank), participant, score.toPlainString());
    }
}
