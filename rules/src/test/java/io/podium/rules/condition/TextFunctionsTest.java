package io.podium.rules.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** What conditions ask of texts is what Java says of them, at a bounded cost. */
class TextFunctionsTest {

    /** Of two letters, so that texts begin, repeat and nearly match. */
    @Property(tries = 3_000)
    void contains_begins_and_ends_as_in_java(
            @ForAll @CharRange(from = 'a', to = 'b') @StringLength(max = 14) String text,
            @ForAll @CharRange(from = 'a', to = 'b') @StringLength(max = 5) String part) {
        assertThat(call("contains", text, part)).isEqualTo(text.contains(part));
        assertThat(call("startsWith", text, part)).isEqualTo(text.startsWith(part));
        assertThat(call("endsWith", text, part)).isEqualTo(text.endsWith(part));
    }

    @Test
    void a_text_that_nearly_matches_everywhere_costs_no_more_than_its_length() {
        String text = "a".repeat(20_000);
        assertThat(call("contains", text, "a".repeat(10_000) + "b")).isEqualTo(false);
        assertThat(call("contains", text + "b", "a".repeat(10_000) + "b")).isEqualTo(true);
    }

    @Test
    void what_is_looked_through_is_paid_for() {
        Budget budget = Spending.begun();
        String text = "a".repeat(100_000);
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        TextFunctions.call("contains", text, "b", budget);
                    }
                })
                .isInstanceOf(Budget.Exhausted.class)
                .hasMessage("budget_exceeded");
    }

    @Test
    void the_size_of_a_text_is_in_characters_as_people_count_them() {
        assertThat(TextFunctions.size("a\u00e9\uD83D\uDE00", Spending.begun())).isEqualTo(BigDecimal.valueOf(3));
        assertThat(TextFunctions.size("", Spending.begun())).isEqualTo(BigDecimal.ZERO);
        assertThat(TextFunctions.size(BigDecimal.ONE, Spending.begun())).isEqualTo(Fault.NO_OVERLOAD);
    }

    @Test
    void what_is_no_text_has_no_such_function() {
        assertThat(call("contains", BigDecimal.ONE, "1")).isEqualTo(Fault.NO_OVERLOAD);
        assertThat(call("contains", "1", BigDecimal.ONE)).isEqualTo(Fault.NO_OVERLOAD);
    }

    private static Object call(String name, Object text, Object part) {
        return TextFunctions.call(name, text, part, Spending.begun());
    }
}
