package io.podium.rules.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValuesTest {

    private static final Map<Object, Values.Type> TYPES = new LinkedHashMap<>();

    static {
        TYPES.put(number("1.5"), Values.Type.NUMBER);
        TYPES.put("text", Values.Type.STRING);
        TYPES.put(true, Values.Type.BOOL);
        TYPES.put(list(1), Values.Type.LIST);
        TYPES.put(map("a", 1), Values.Type.MAP);
        TYPES.put(Instant.EPOCH, Values.Type.TIMESTAMP);
        TYPES.put(Duration.ZERO, Values.Type.DURATION);
        TYPES.put(Values.NULL, Values.Type.NULL);
        TYPES.put(Values.Type.NUMBER, Values.Type.TYPE);
    }

    static BigDecimal number(String text) {
        return new BigDecimal(text);
    }

    static ListValue list(int... items) {
        return new ListValue.Made(new java.util.ArrayList<>(java.util.Arrays.stream(items)
                .<Object>mapToObj(BigDecimal::valueOf)
                .toList()));
    }

    static MapValue map(String key, int value) {
        return new MapValue.Made(new LinkedHashMap<>(Map.of(key, BigDecimal.valueOf(value))));
    }

    private static boolean same(Object one, Object other) {
        return Values.same(one, other, Spending.begun());
    }

    @Test
    void every_value_has_its_type() {
        TYPES.forEach((value, type) ->
                assertThat(Values.typeOf(value)).as("%s", value).isEqualTo(type));
        assertThat(Values.NULL).hasToString("null");
    }

    @Test
    void values_of_different_types_are_never_equal_and_each_is_equal_to_itself() {
        TYPES.forEach((one, type) -> TYPES.forEach((other, otherType) ->
                assertThat(same(one, other)).as("%s and %s", one, other).isEqualTo(type == otherType)));
    }

    @Test
    void texts_numbers_and_truths_are_keys() {
        TYPES.forEach((value, type) -> assertThat(Values.isKey(value))
                .as("%s", value)
                .isEqualTo(List.of(Values.Type.NUMBER, Values.Type.STRING, Values.Type.BOOL)
                        .contains(type)));
        assertThat(Values.key(number("2.00"))).isEqualTo(number("2"));
        assertThat(Values.key("2.00")).isEqualTo("2.00");
    }

    @Test
    void lists_are_equal_by_their_items() {
        assertThat(same(list(1, 2), list(1, 2))).isTrue();
        assertThat(same(list(1, 2), list(1, 3))).isFalse();
        assertThat(same(list(1, 2), list(1))).isFalse();
        assertThat(same(list(), list())).isTrue();
    }

    @Test
    void maps_are_equal_by_their_members() {
        assertThat(same(map("a", 1), map("a", 1))).isTrue();
        assertThat(same(map("a", 1), map("a", 2))).isFalse();
        assertThat(same(map("a", 1), map("b", 1))).isFalse();
        assertThat(same(map("a", 1), new MapValue.Made(Map.of()))).isFalse();
    }

    @Test
    void texts_and_numbers_are_equal_by_what_they_are() {
        assertThat(same("a", "a")).isTrue();
        assertThat(same("a", "b")).isFalse();
        assertThat(same(number("1"), number("1.00"))).isTrue();
        assertThat(same(number("1"), number("2"))).isFalse();
        assertThat(same(true, false)).isFalse();
    }

    @Test
    void comparing_is_paid_for_by_what_is_looked_at() {
        String text = "a".repeat(1_600);
        assertThat(Spending.steps(budget -> Values.same(text, text + "b", budget)))
                .isEqualTo(101);
        assertThat(Spending.steps(budget -> Values.same(list(1, 2, 3), list(1, 2, 3), budget)))
                .isEqualTo(4);
        assertThat(Spending.steps(budget -> Values.same(map("a", 1), map("a", 1), budget)))
                .as("itself, its member's name and its member")
                .isEqualTo(3);
    }
}
