package io.podium.rules.condition;

import static io.podium.rules.condition.ValuesTest.list;
import static io.podium.rules.condition.ValuesTest.map;
import static io.podium.rules.condition.ValuesTest.number;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Operators and functions by what they are given, also what the check of types would not let through. */
class FunctionsTest {

    private static Object call(String name, Object... arguments) {
        return Functions.call(name, arguments, Spending.begun());
    }

    /** Values of one kind, the lesser first. */
    private static final List<List<Object>> ORDERED = List.of(
            List.of(number("1"), number("1.5")),
            List.of("a", "b"),
            List.of(false, true),
            List.of(Instant.EPOCH, Instant.EPOCH.plusNanos(1)),
            List.of(Duration.ZERO, Duration.ofNanos(1)));

    @Test
    void what_has_an_order_is_compared() {
        for (List<Object> pair : ORDERED) {
            Object less = pair.get(0);
            Object more = pair.get(1);
            assertThat(List.of(call("_<_", less, more), call("_<_", more, less), call("_<_", less, less)))
                    .containsExactly(true, false, false);
            assertThat(List.of(call("_<=_", less, more), call("_<=_", more, less), call("_<=_", less, less)))
                    .containsExactly(true, false, true);
            assertThat(List.of(call("_>_", less, more), call("_>_", more, less), call("_>_", less, less)))
                    .containsExactly(false, true, false);
            assertThat(List.of(call("_>=_", less, more), call("_>=_", more, less), call("_>=_", less, less)))
                    .containsExactly(false, true, true);
        }
    }

    @Test
    void what_has_no_order_is_not() {
        assertThat(call("_<_", list(1), list(2))).isEqualTo(Fault.NO_OVERLOAD);
        assertThat(call("_<_", map("a", 1), map("a", 2))).isEqualTo(Fault.NO_OVERLOAD);
        assertThat(call("_<_", Values.NULL, Values.NULL)).isEqualTo(Fault.NO_OVERLOAD);
        assertThat(call("_<_", number("1"), "2")).isEqualTo(Fault.NO_OVERLOAD);
        assertThat(call("_<_", "1", number("2"))).isEqualTo(Fault.NO_OVERLOAD);
    }

    @Test
    void comparing_texts_costs_by_the_shorter_one() {
        String text = "a".repeat(1_600);
        assertThat(Spending.steps(
                        budget -> Functions.call("_<_", new Object[] {text, text + "b".repeat(1_600)}, budget)))
                .isEqualTo(100);
    }

    @Test
    void equal_and_unequal_are_opposites() {
        assertThat(call("_==_", "a", "a")).isEqualTo(true);
        assertThat(call("_!=_", "a", "a")).isEqualTo(false);
        assertThat(call("_==_", "a", "b")).isEqualTo(false);
        assertThat(call("_!=_", "a", "b")).isEqualTo(true);
    }

    @Test
    void not_and_minus() {
        assertThat(call("!_", true)).isEqualTo(false);
        assertThat(call("!_", false)).isEqualTo(true);
        assertThat(call("!_", number("1"))).isEqualTo(Fault.NO_OVERLOAD);
        assertThat(call("-_", number("2"))).isEqualTo(number("-2"));
        assertThat(call("-_", "2")).isEqualTo(Fault.NO_OVERLOAD);
    }

    @Test
    void sums_of_texts_and_lists_and_no_other_calculation_with_them() {
        assertThat(call("_+_", "a", "b")).isEqualTo("ab");
        assertThat(Values.same(call("_+_", list(1), list(2)), list(1, 2), Spending.begun()))
                .isTrue();
        assertThat(call("_*_", "a", "b")).isEqualTo(Fault.NO_OVERLOAD);
        assertThat(call("_-_", "a", "b")).isEqualTo(Fault.NO_OVERLOAD);
        assertThat(call("_+_", "a", number("1"))).isEqualTo(Fault.NO_OVERLOAD);
        assertThat(call("_+_", list(1), "a")).isEqualTo(Fault.NO_OVERLOAD);
        assertThat(Spending.bytes(
                        budget -> Functions.call("_+_", new Object[] {"a".repeat(60), "b".repeat(40)}, budget)))
                .isEqualTo(40 + 2 * 100);
    }

    @Test
    void items_are_found_by_index_and_members_by_key() {
        assertThat(call("_[_]", list(7, 8), number("0"))).isEqualTo(number("7"));
        assertThat(call("_[_]", list(7, 8), number("1.0"))).isEqualTo(number("8"));
        assertThat(call("_[_]", list(7, 8), number("2"))).isEqualTo(Fault.OUT_OF_BOUNDS);
        assertThat(call("_[_]", list(7, 8), number("-1"))).isEqualTo(Fault.OUT_OF_BOUNDS);
        assertThat(call("_[_]", list(7, 8), number("0.5"))).isEqualTo(Fault.INVALID_ARGUMENT);
        assertThat(call("_[_]", list(7, 8), "0")).isEqualTo(Fault.NO_OVERLOAD);
        assertThat(call("_[_]", map("a", 7), "a")).isEqualTo(number("7"));
        assertThat(call("_[_]", map("a", 7), "b")).isEqualTo(Fault.NOT_FOUND);
        assertThat(call("_[_]", "text", number("0"))).isEqualTo(Fault.NO_OVERLOAD);
    }

    @Test
    void what_is_in_a_list_or_a_map() {
        assertThat(call("@in", number("8"), list(7, 8))).isEqualTo(true);
        assertThat(call("@in", number("9"), list(7, 8))).isEqualTo(false);
        assertThat(call("@in", "a", map("a", 7))).isEqualTo(true);
        assertThat(call("@in", "b", map("a", 7))).isEqualTo(false);
        assertThat(call("@in", "a", "abc")).isEqualTo(Fault.NO_OVERLOAD);
        assertThat(call("@in", number("1"), list())).isEqualTo(false);
    }

    @Test
    void truths_from_texts() {
        for (String text : List.of("true", "True", "TRUE", "t", "1")) {
            assertThat(call("bool", text)).isEqualTo(true);
        }
        for (String text : List.of("false", "False", "FALSE", "f", "0")) {
            assertThat(call("bool", text)).isEqualTo(false);
        }
        assertThat(call("bool", "yes")).isEqualTo(Fault.INVALID_ARGUMENT);
        assertThat(call("bool", true)).isEqualTo(true);
        assertThat(call("bool", number("1"))).isEqualTo(Fault.NO_OVERLOAD);
    }

    @Test
    void whole_numbers() {
        assertThat(call("int", number("2.9"))).isEqualTo(number("2"));
        assertThat(call("int", number("-2.9"))).isEqualTo(number("-2"));
        assertThat(call("int", "7")).isEqualTo(number("7"));
        assertThat(call("int", "7.5")).isEqualTo(Fault.INVALID_ARGUMENT);
        assertThat(call("int", "x")).isEqualTo(Fault.INVALID_ARGUMENT);
        assertThat(call("int", Instant.ofEpochSecond(60))).isEqualTo(number("60"));
        assertThat(call("int", true)).isEqualTo(Fault.NO_OVERLOAD);
        assertThat(call("int", number("9223372036854775807"))).isEqualTo(number("9223372036854775807"));
        assertThat(call("int", number("9223372036854775808"))).isEqualTo(Fault.OVERFLOW);
        assertThat(call("int", number("-9223372036854775808"))).isEqualTo(number("-9223372036854775808"));
        assertThat(call("int", number("-9223372036854775809"))).isEqualTo(Fault.OVERFLOW);
        assertThat(call("uint", number("0"))).isEqualTo(number("0"));
        assertThat(call("uint", "5")).isEqualTo(number("5"));
        assertThat(call("uint", number("-1"))).isEqualTo(Fault.OVERFLOW);
        assertThat(call("int", number("-1"))).isEqualTo(number("-1"));
    }

    @Test
    void numbers_from_texts() {
        assertThat(call("double", "1.5")).isEqualTo(number("1.5"));
        assertThat(call("double", number("1.5"))).isEqualTo(number("1.5"));
        assertThat(call("double", "x")).isEqualTo(Fault.INVALID_ARGUMENT);
        assertThat(call("double", true)).isEqualTo(Fault.NO_OVERLOAD);
        assertThat(call("double", "0".repeat(99) + "1")).isEqualTo(number("1"));
        assertThat(call("double", "0".repeat(100) + "1")).isEqualTo(Fault.INVALID_ARGUMENT);
        assertThat(call("double", "1e309")).isEqualTo(Fault.OVERFLOW);
        assertThat(call("double", "1e308")).isEqualTo(number("1e308"));
        assertThat(call("double", "1e-309")).isEqualTo(number("1e-309"));
        assertThat(call("double", "1e-311")).isEqualTo(number("0"));
    }

    @Test
    void texts_from_values() {
        assertThat(call("string", number("2.50"))).isEqualTo("2.5");
        assertThat(call("string", true)).isEqualTo("true");
        assertThat(call("string", Instant.EPOCH)).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(call("string", Duration.ofSeconds(90))).isEqualTo("90s");
        assertThat(call("string", "as it is")).isEqualTo("as it is");
        assertThat(call("string", list(1))).isEqualTo(Fault.NO_OVERLOAD);
        assertThat(Spending.bytes(budget -> Functions.call("string", new Object[] {number("1e99")}, budget)))
                .isEqualTo(40 + 2 * 100);
    }

    @Test
    void what_there_is_not_has_no_value() {
        assertThat(call("nothing", "a")).isEqualTo(Fault.NO_OVERLOAD);
        assertThat(call("nothing", "a", "b")).isEqualTo(Fault.NO_OVERLOAD);
        assertThat(call("size", "a", "b", "c")).isEqualTo(Fault.NO_OVERLOAD);
        assertThat(call("getHours", "a")).isEqualTo(Fault.NO_OVERLOAD);
        assertThat(call("getHours", Instant.EPOCH, number("1"))).isEqualTo(Fault.NO_OVERLOAD);
        assertThat(call("dyn", "a")).isEqualTo("a");
        assertThat(call("type", "a")).isEqualTo(Values.Type.STRING);
    }

    @Test
    void looking_at_texts_is_paid_for() {
        String part = "a".repeat(1_600);
        for (String name : List.of("startsWith", "endsWith")) {
            assertThat(Spending.steps(budget -> Functions.call(name, new Object[] {"a", part}, budget)))
                    .as(name)
                    .isEqualTo(100);
        }
        assertThat(Spending.steps(budget -> Functions.call("contains", new Object[] {part, "b".repeat(160)}, budget)))
                .isEqualTo(4 * 100 + 8 * 10);
    }

    @Test
    void times_have_longest_texts() {
        String instant = "2026-01-01T00:00:00.";
        assertThat(call("timestamp", instant + "0".repeat(79) + "Z")).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(call("timestamp", instant + "0".repeat(80) + "Z")).isEqualTo(Fault.INVALID_ARGUMENT);
        assertThat(call("duration", "1h".repeat(50))).isEqualTo(Duration.ofHours(50));
        assertThat(call("duration", "1h".repeat(50) + "1h")).isEqualTo(Fault.INVALID_ARGUMENT);
    }

    @Test
    void appending_to_a_list_costs_what_is_added_where_nobody_else_has_appended() {
        ListValue grown = (ListValue) call("_+_", list(1, 2), list(3));
        assertThat(Values.same(grown, list(1, 2, 3), Spending.begun())).isTrue();
        ListValue shared = list(1, 2);
        call("_+_", shared, list(3));
        Object other = call("_+_", shared, list(4));
        assertThat(Values.same(other, list(1, 2, 4), Spending.begun()))
                .as("it keeps its own end")
                .isTrue();
        assertThat(shared.size()).isEqualTo(2);
        assertThat(Spending.bytes(budget -> ListValue.concatenated(list(1, 2, 3), list(4), budget)))
                .isEqualTo(32 + 8);
        assertThat(Spending.bytes(budget -> {
                    ListValue used = list(1, 2, 3);
                    ListValue.concatenated(used, list(9), Spending.begun());
                    ListValue.concatenated(used, list(4), budget);
                }))
                .as("a copy costs all of it")
                .isEqualTo(32 + 8 * 4);
    }
}
