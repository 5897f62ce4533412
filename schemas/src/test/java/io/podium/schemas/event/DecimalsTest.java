package io.podium.schemas.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Only the magnitude makes a number unusable; digits too many are rounded away. */
class DecimalsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.000, 0",
        "0e-400, 0",
        "1.50, 1.5",
        "1e3, 1000",
        "999999999999999, 999999999999999",
        "-999999999999999.999999999, -999999999999999.999999999",
        "1234.5600000000002, 1234.56",
        "0.1234567894, 0.123456789",
        "0.1234567885, 0.123456788",
        "0.1234567895, 0.12345679",
        "1e-9, 0.000000001",
        "1e-10, 0",
        "5e-10, 0",
        "1.5e-9, 0.000000002",
        "1e-300, 0",
    })
    void a_number_is_rounded_half_to_even_to_nine_digits_behind_the_point(String number, String usable) {
        assertThat(Decimals.usable(new BigDecimal(number)).orElseThrow().toPlainString())
                .isEqualTo(usable);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1000000000000000",
                "-1e15",
                "1e16",
                "999999999999999.9999999996",
                "1e308",
                "1e-400",
                "1e999999999",
                "1e-999999999",
            })
    @Timeout(5)
    void a_number_of_more_digits_before_the_point_is_unusable_and_never_written_out(String number) {
        assertThat(Decimals.usable(new BigDecimal(number))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"403.00, 403.00", "' 1.5 ', 1.5", "+7, 7", "-.5, -0.5", "5., 5", "1e3, 1E+3", "2E-2, 0.02"})
    void a_text_that_is_a_number_is_that_number(String text, String number) {
        assertThat(Decimals.ofText(text)).contains(new BigDecimal(number));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", ".", "-", "1,5", "0x10", "1_000", "NaN", "Infinity", "1e", "1e1000", "1 2", "١", "--1"})
    void a_text_that_is_none_is_none(String text) {
        assertThat(Decimals.ofText(text)).isEmpty();
    }

    @Test
    void a_text_longer_than_any_number_is_none() {
        assertThat(Decimals.ofText("1".repeat(100))).isPresent();
        assertThat(Decimals.ofText("1".repeat(101))).isEmpty();
    }

    @Test
    void why_a_value_is_unusable_is_said_in_stable_words() {
        assertThat(Decimals.unusable(null)).contains("attribute_missing");
        assertThat(Decimals.unusable(NullNode.getInstance())).contains("attribute_missing");
        assertThat(Decimals.unusable(MissingNode.getInstance())).contains("attribute_missing");
        assertThat(Decimals.unusable(TextNode.valueOf("5"))).contains("attribute_not_numeric");
        assertThat(Decimals.unusable(DecimalNode.valueOf(new BigDecimal("1e15"))))
                .contains("attribute_out_of_range");
        assertThat(Decimals.unusable(IntNode.valueOf(5))).isEmpty();
    }
}
