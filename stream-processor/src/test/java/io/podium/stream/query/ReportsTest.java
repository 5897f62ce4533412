package io.podium.stream.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.rules.evaluation.RuleSet;
import io.podium.rules.period.Period;
import io.podium.rules.program.ParsedProgram;
import io.podium.rules.program.ProgramParser;
import io.podium.rules.program.Versioned;
import io.podium.rules.state.Change;
import io.podium.rules.state.ParticipantState;
import io.podium.rules.streak.StreakState;
import io.podium.rules.streak.StreakTerms;
import io.podium.schemas.json.Json;
import io.podium.schemas.query.ParticipantReport.StreakReport;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportsTest {

    private static final StreakState THREE_DAYS = StreakState.start(Period.DAY)
            .after(Instant.parse("2026-11-01T10:00:00Z"), StreakTerms.PLAIN_DAYS)
            .after(Instant.parse("2026-11-02T10:00:00Z"), StreakTerms.PLAIN_DAYS)
            .after(Instant.parse("2026-11-03T10:00:00Z"), StreakTerms.PLAIN_DAYS);

    @Test
    void a_streak_that_lapsed_is_reported_as_lapsed() {
        assertThat(at("2026-11-04T23:59:59Z", "day"))
                .isEqualTo(new StreakReport("s", 3, 3, "2026-11-03", true, null, BigDecimal.ZERO, 0));
        assertThat(at("2026-11-05T00:00:00Z", "day"))
                .isEqualTo(new StreakReport("s", 0, 3, "2026-11-03", false, 3L, BigDecimal.ZERO, 0));
    }

    @Test
    void nothing_is_said_of_one_whose_rule_is_not_in_force() {
        assertThat(at("2026-11-05T00:00:00Z", "week"))
                .isEqualTo(new StreakReport("s", 3, 3, "2026-11-03", null, null, null, 0));
    }

    private static StreakReport at(String now, String period) {
        String rule = "{\"kind\": \"streak\", \"id\": \"s\", \"label\": \"S\", \"period\": \"" + period
                + "\", \"qualifying_event\": \"e\"}";
        var parsed = new ProgramParser().parse(Json.read(rule.getBytes(StandardCharsets.UTF_8), ObjectNode.class));
        RuleSet rules = new RuleSet(List.of(new Versioned<>(((ParsedProgram.Valid) parsed).program(), Instant.EPOCH)));
        ParticipantState state = ParticipantState.EMPTY.after(new Change.StreakMoved("s", THREE_DAYS));
        return Reports.participant("t", "p", state, rules, Instant.parse(now))
                .streaks()
                .get(0);
    }
}
