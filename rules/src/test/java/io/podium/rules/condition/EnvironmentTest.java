package io.podium.rules.condition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.rules.condition.Condition.Judgement;
import io.podium.schemas.event.AcceptedEvent;
import io.podium.schemas.json.Json;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an author may write with types that are known: it passes the check, and it holds. */
class EnvironmentTest {

    private static final String EVENT = """
            {"n": 5, "s": "text", "items": [{"y": 1}, {"x": 1}], "map": {"a": 1, "b": 2}}""";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!false && (true || false)",
                "true ? true : false",
                "1 < 2 && 1 <= 2 && 2 > 1 && 2 >= 1",
                "'a' < 'b' && 'a' <= 'b' && 'b' > 'a' && 'b' >= 'a'",
                "false < true && false <= true && true > false && true >= false",
                "occurred_at <= occurred_at && occurred_at >= occurred_at && !(occurred_at < occurred_at)",
                "duration('1s') < duration('2s') && duration('1s') <= duration('2s')",
                "1 == 1 && 1 != 2",
                "7 - 2 == 5 && 2 * 3 == 6 && 7 % 4 == 3 && 1 / 2 == 0.5 && -(1) < 0",
                "'a' + 'b' == 'ab'",
                "[1] + [2] == [1, 2]",
                "occurred_at + duration('1s') > occurred_at",
                "duration('1s') + occurred_at > occurred_at",
                "duration('1s') + duration('1s') > duration('1s')",
                "occurred_at - occurred_at == duration('0s')",
                "occurred_at - duration('1s') < occurred_at",
                "duration('2s') - duration('1s') == duration('1s')",
                "[1][0] == 1 && {'a': 1}['a'] == 1",
                "1 in [1] && 'a' in {'a': 1}",
                "size('ab') == 2 && 'ab'.size() == 2",
                "size([1]) == 1 && [1].size() == 1",
                "size({'a': 1}) == 1 && {'a': 1}.size() == 1",
                "size(attributes) == 4 && size(attributes.map) == 2",
                "'abc'.contains('b') && 'abc'.startsWith('a') && 'abc'.endsWith('c')",
                "'abc'.matches('^a') && matches('abc', 'c$')",
                "dyn(1) == 1 && type(1) == type(2.5) && type('a') == string && type(1) == int",
                "type(true) == bool && type([1]) == list && type({}) == map && type(null) == null_type",
                "type(int) == type",
                "bool('true') && bool(true)",
                "int('1') == 1 && int(1.5) == 1 && int(occurred_at) > 0",
                "uint('1') == 1 && uint(1) == 1",
                "double('1') == 1 && double(1) == 1",
                "string('a') == 'a' && string(1) == '1' && string(true) == 'true'",
                "string(occurred_at).startsWith('2026') && string(duration('1s')) == '1s'",
                "timestamp('1970-01-01T00:00:01Z') == timestamp(1) && timestamp(occurred_at) == occurred_at",
                "duration('1s') == duration(duration('1s'))",
                "occurred_at.getFullYear() == 2026 && occurred_at.getFullYear('+01:00') == 2026",
                "occurred_at.getMonth() == 3 && occurred_at.getMonth('+01:00') == 3",
                "occurred_at.getDate() == 30 && occurred_at.getDate('+01:00') == 30",
                "occurred_at.getDayOfMonth() == 29 && occurred_at.getDayOfMonth('+01:00') == 29",
                "occurred_at.getDayOfWeek() == 4 && occurred_at.getDayOfWeek('+01:00') == 4",
                "occurred_at.getDayOfYear() == 119 && occurred_at.getDayOfYear('+01:00') == 119",
                "occurred_at.getHours() == 10 && occurred_at.getHours('+01:00') == 11",
                "occurred_at.getMinutes() == 42 && occurred_at.getMinutes('+01:00') == 42",
                "occurred_at.getSeconds() == 0 && occurred_at.getSeconds('+01:00') == 0",
                "occurred_at.getMilliseconds() == 0 && occurred_at.getMilliseconds('+01:00') == 0",
                "duration('1h').getHours() == 1 && duration('1h').getMinutes() == 60",
                "duration('1s').getSeconds() == 1 && duration('1s').getMilliseconds() == 0",
                "timestamp(2).getHours() == 0",
                "attributes.items.exists(i, i.x == 1)",
                "!attributes.items.all(i, i.y == 2)",
                "attributes.map.exists(k, k == 'b') && {'c': 1}.exists(k, k == 'c')",
                "attributes.map.all(k, attributes.map[k] > 0)",
                "attributes.absent == 1 || attributes.n == 5",
                "!(attributes.absent == 1 && false)",
                "matches(attributes.s, 'te+xt') && attributes.s.matches('te' + '+xt')",
            })
    void what_is_right_passes_the_check_and_holds(String text) {
        assertThat(Expressions.problems("when", text)).isEmpty();
        assertThat(judge(text)).isEqualTo(new Judgement.Holds());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 + 'a' == 'a'",
                "occurred_at + occurred_at == occurred_at",
                "[1] < [2]",
                "size(1) == 1",
                "'a' in 'abc'",
                "!1",
                "1 && true",
                "duration(5) == duration('5s')",
                "duration('1h').getFullYear() == 1",
                "bool(1)",
                "true ? 1 : 'a'",
            })
    void what_no_event_can_make_right_is_refused(String text) {
        assertThat(Expressions.problems("when", text)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            value = {
                "dyn(1) || false@overload_not_found",
                "dyn(1) && true@overload_not_found",
                "attributes.absent || dyn(1)@attribute_not_found",
                "dyn(1) || attributes.absent@overload_not_found",
                "false || attributes.absent@attribute_not_found",
                "dyn(1) ? true : true@overload_not_found",
                "attributes.absent ? true : true@attribute_not_found",
                "attributes.absent.exists(i, true)@attribute_not_found",
                "attributes.n.exists(i, true)@overload_not_found",
                "[attributes.absent] == [1]@attribute_not_found",
                "{attributes.absent: 1} == {}@attribute_not_found",
                "{'a': attributes.absent} == {}@attribute_not_found",
                "{dyn([1]): 1} == {}@overload_not_found",
                "{dyn('a'): 1, dyn('a'): 2} == {}@duplicate_key",
                "dyn(1).matches('a')@overload_not_found",
                "attributes.absent.matches('a')@attribute_not_found",
                "attributes.s.matches(attributes.n)@overload_not_found",
                "attributes.n.x == 1@attribute_not_found",
                "attributes.n@not_boolean",
            })
    void what_has_no_value_says_why(String text, String code) {
        assertThat(judge(text)).isEqualTo(new Judgement.Undecided("when_failed: " + code));
    }

    /** Each part is a step; making a list is half a step an item, and a map eight items a member. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true|1",
                "1 == 2|4",
                "[1, 2, 3, 4] == [1, 2, 3, 4]|20",
                "{'a': 1} == {'a': 1}|18",
                "attributes.map.exists(k, false)|18",
            })
    void what_is_made_is_paid_for(String text, long steps) {
        EventVariables event = event();
        assertThat(Condition.parse(text).judge(event)).isNotInstanceOf(Judgement.Undecided.class);
        long left = 0;
        for (boolean more = true; more; left++) {
            event.budget().begin();
            try {
                event.budget().step();
            } catch (Budget.Exhausted e) {
                more = false;
            }
            event.budget().end();
        }
        assertThat(Budget.EVENT_STEPS - (left - 1)).isEqualTo(steps);
    }

    @Test
    void the_names_that_an_expression_has_are_found_in_all_its_parts() {
        assertThat(Expressions.attributes("{attributes.a: attributes.b} == {} && [attributes.c] == [] &&"
                        + " attributes.d.exists(i, i == attributes.e) && size(attributes.f) > 0 ? attributes.g :"
                        + " has(attributes.h)"))
                .isEqualTo(new LinkedHashSet<>(Set.of("a", "b", "c", "d", "e", "f", "g", "h")));
    }

    @Test
    void an_event_at_another_instant_is_the_same_but_for_its_time() {
        EventVariables event = event();
        Instant occurredAt = (Instant) event.variable("occurred_at");
        assertThat(event.at(occurredAt)).isSameAs(event);
        EventVariables moved = event.at(Instant.EPOCH);
        assertThat(moved.variable("occurred_at")).isEqualTo(Instant.EPOCH);
        assertThat(moved.variable("event_type")).isEqualTo("quiz");
        assertThat(moved.budget()).isSameAs(event.budget());
    }

    @Test
    void conditions_are_equal_by_their_text() {
        Condition condition = Condition.parse("1 == 1");
        assertThat(condition).isEqualTo(Condition.parse("1 == 1")).hasSameHashCodeAs(Condition.parse("1 == 1"));
        assertThat(condition)
                .isNotEqualTo(Condition.parse("1 == 2"))
                .isNotEqualTo("1 == 1")
                .hasToString("1 == 1");
        assertThat(condition.text()).isEqualTo("1 == 1");
        assertThat(condition.hashCode()).isNotZero();
    }

    private static Judgement judge(String text) {
        return Condition.parse(text).judge(event());
    }

    private static EventVariables event() {
        try {
            JsonNode attributes = Json.mapper().readTree(EVENT);
            return EventVariables.of(new AcceptedEvent(
                    "evt_1",
                    "t",
                    "p",
                    "quiz",
                    (ObjectNode) attributes,
                    Instant.parse("2026-04-30T10:42:00Z"),
                    null,
                    null,
                    null,
                    false));
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
