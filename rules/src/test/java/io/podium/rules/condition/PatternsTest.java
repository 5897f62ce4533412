package io.podium.rules.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.rules.condition.Patterns.Compiled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How large a pattern is known to be, and what it costs. */
class PatternsTest {

    /** A part is 1, as is the beginning; a group is its parts and 2; {n} is n times what it repeats and 1 more each. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                "a              |  2",
                "abc            |  4",
                "a+             |  3",
                "a*b?           |  5",
                "(ab)           |  5",
                "(a)(b)         |  7",
                "((a)b)         |  7",
                "(ab)+          |  6",
                "a{3}           |  9",
                "(ab){3}        | 21",
                "a{2,5}         | 13",
                "a{2,}          |  7",
                "a{x}           |  5",
                "a{             |  3",
                "[abc]          |  2",
                "[abc]d         |  3",
                "[^abc]d        |  3",
                "[]a]b          |  3",
                "[^]a]b         |  3",
                "[[:alpha:]]b   |  3",
                "[[:alpha:]0-9]b|  3",
                "[[a]b          |  3",
                "[a\\]b]c     |  3",
                "[abc]{3}       |  9",
                "\\d          |  2",
                "\\d{3}       |  9",
                "\\pLx        |  4",
                "\\p{Greek}x  |  3",
                "\\P{Greek}x  |  3",
                "\\x{10FFFF}x |  3",
            })
    void the_size_of_a_pattern_counts_its_repetitions(String pattern, long size) {
        assertThat(Patterns.compile(pattern))
                .isInstanceOfSatisfying(
                        Compiled.class, compiled -> assertThat(compiled.size()).isEqualTo(size));
    }

    @Test
    void the_bounds_are_those_of_the_size_and_of_the_text() {
        assertThat(Patterns.compile("a".repeat(999))).isInstanceOf(Compiled.class);
        assertThat(Patterns.compile("a".repeat(1_000))).isEqualTo(Fault.PATTERN_TOO_LARGE);
        assertThat(Patterns.compile("[" + "a".repeat(998) + "]")).isInstanceOf(Compiled.class);
        assertThat(Patterns.compile("[" + "a".repeat(999) + "]")).isEqualTo(Fault.PATTERN_TOO_LARGE);
        assertThat(Patterns.compile("\\Qa{9}\\E")).isEqualTo(Fault.PATTERN_TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "(a", "a)", "[abc", "[", "\\", "a**", "\\p{Nothing}", "\\p{", "[[:alpha:]"})
    void what_is_no_pattern_is_an_argument_that_can_not_be_used(String pattern) {
        assertThat(Patterns.compile(pattern)).isEqualTo(Fault.INVALID_ARGUMENT);
    }

    @Test
    void a_match_costs_by_pattern_times_text() {
        Compiled compiled = (Compiled) Patterns.compile("abc");
        String text = "x".repeat(399);
        assertThat(Spending.steps(budget -> compiled.findsIn(text, budget))).isEqualTo(1 + 4 * 400 / 16);
        assertThat(Spending.steps(budget -> Patterns.matches(text, "abc", budget)))
                .as("one that is not written out is read, compiled and matched")
                .isEqualTo(3 + 4 * 4 + 1 + 4 * 400 / 16);
    }

    @Test
    void it_is_found_anywhere_or_it_is_not() {
        assertThat(Patterns.matches("xabcx", "abc", Spending.begun())).isEqualTo(true);
        assertThat(Patterns.matches("xabcx", "^abc", Spending.begun())).isEqualTo(false);
        assertThat(Patterns.matches("xabcx", "(", Spending.begun())).isEqualTo(Fault.INVALID_ARGUMENT);
    }
}
