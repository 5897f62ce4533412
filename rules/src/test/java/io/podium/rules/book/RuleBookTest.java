package io.podium.rules.book;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.rules.evaluation.Evaluator;
import io.podium.rules.evaluation.RuleSet;
import io.podium.rules.program.ProgramParser;
import io.podium.rules.state.ParticipantState;
import io.podium.schemas.event.AcceptedEvent;
import io.podium.schemas.json.Json;
import io.podium.schemas.rule.RuleKind;
import io.podium.schemas.rule.RuleVersion;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RuleBookTest {

    private static final Instant MAY = Instant.parse("2026-05-01T00:00:00Z");
    private static final Instant JUNE = Instant.parse("2026-06-01T00:00:00Z");

    private final RuleBook book = new RuleBook(new ProgramParser());

    @Test
    void an_event_is_judged_by_the_latest_version_not_after_it() {
        publish("r", Instant.EPOCH, 1);
        publish("r", JUNE, 3);
        publish("r", MAY, 2);
        assertThat(pointsAt(Instant.EPOCH)).isEqualTo(1);
        assertThat(pointsAt(MAY.minusMillis(1))).isEqualTo(1);
        assertThat(pointsAt(MAY)).isEqualTo(2);
        assertThat(pointsAt(JUNE.minusMillis(1))).isEqualTo(2);
        assertThat(pointsAt(JUNE)).isEqualTo(3);
        assertThat(pointsAt(JUNE.plusSeconds(1_000_000))).isEqualTo(3);
    }

    @Test
    void before_its_first_version_a_rule_does_not_exist() {
        publish("r", MAY, 1);
        assertThat(pointsAt(MAY.minusMillis(1))).isZero();
    }

    @Test
    void a_retired_rule_is_not_in_force_from_then_on() {
        publish("r", Instant.EPOCH, 1);
        book.publish(new RuleVersion("t", RuleKind.EARN_RULE, "r", MAY, null));
        assertThat(pointsAt(MAY.minusMillis(1))).isEqualTo(1);
        assertThat(pointsAt(MAY)).isZero();
        assertThat(book.retiredSince("t", RuleKind.EARN_RULE, "r", MAY.minusMillis(1)))
                .isEmpty();
        assertThat(book.retiredSince("t", RuleKind.EARN_RULE, "r", JUNE)).contains(MAY);
        assertThat(book.retiredSince("t", RuleKind.EARN_RULE, "unknown", JUNE)).isEmpty();
        assertThat(book.retiredSince("other", RuleKind.EARN_RULE, "r", JUNE)).isEmpty();
    }

    @Test
    void the_same_rule_set_is_used_until_some_version_of_the_tenant_takes_effect() {
        publish("a", Instant.EPOCH, 1);
        publish("b", MAY, 1);
        RuleSet before = book.inForce("t", Instant.EPOCH.plusSeconds(5));
        RuleSet after = book.inForce("t", MAY.plusSeconds(5));
        assertThat(book.inForce("t", MAY.minusMillis(1))).isSameAs(before);
        assertThat(book.inForce("t", JUNE)).isSameAs(after).isNotSameAs(before);
    }

    @Test
    void a_version_that_comes_later_is_seen_at_once_also_by_instants_asked_before() {
        publish("r", Instant.EPOCH, 1);
        assertThat(pointsAt(JUNE)).isEqualTo(1);
        publish("r", MAY, 2);
        assertThat(pointsAt(JUNE)).isEqualTo(2);
    }

    @Test
    void a_definition_that_is_no_rule_changes_nothing_and_its_problems_are_reported() {
        publish("r", Instant.EPOCH, 1);
        ObjectNode broken = rule("r", 1).put("grant", "many");
        assertThat(book.publish(new RuleVersion("t", RuleKind.EARN_RULE, "r", MAY, broken)))
                .isNotEmpty();
        assertThat(pointsAt(JUNE)).isEqualTo(1);
    }

    @Test
    void tenants_have_rules_of_their_own() {
        publish("r", Instant.EPOCH, 1);
        assertThat(book.inForce("other", MAY)).isSameAs(RuleSet.EMPTY);
    }

    private void publish(String id, Instant from, int points) {
        assertThat(book.publish(new RuleVersion("t", RuleKind.EARN_RULE, id, from, rule(id, points))))
                .isEmpty();
    }

    private static ObjectNode rule(String id, int points) {
        ObjectNode rule = Json.mapper()
                .createObjectNode()
                .put("kind", "earn_rule")
                .put("id", id)
                .put("event_type", "e");
        rule.putObject("grant").put("amount", points);
        return rule;
    }

    private long pointsAt(Instant at) {
        AcceptedEvent event = new AcceptedEvent(
                "evt_1", "t", "p", "e", Json.mapper().createObjectNode(), at, null, null, null, false);
        return Evaluator.evaluate(ParticipantState.EMPTY, event, at, book.inForce("t", at))
                .results()
                .pointsGranted();
    }
}
