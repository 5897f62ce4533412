package io.podium.schemas.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.podium.schemas.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A few bytes of JSON may not cost whoever calculates with them. */
class NumberRangeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "0.000", "0e300", "1e308", "-9.99e308", "1e-308", "1.5", "123456789012345678901234567890"})
    void what_a_double_can_hold_is_in_range(String number) {
        assertThat(problems("{\"a\": " + number + "}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1e309, 309", "-1e309, 309", "1e-309, -309", "1234e400, 403", "1e999999999, 999999999"})
    @Timeout(5)
    void what_it_can_not_is_reported_with_its_exponent(String number, String exponent) {
        assertThat(problems("{\"a\": " + number + "}"))
                .containsExactly(new Problem(
                        "a",
                        "out_of_range",
                        "expected zero or a number from 1e-308 to 1e308, but one with the exponent " + exponent
                                + " came"));
    }

    @Test
    void a_zero_of_too_many_digits_is_out_of_range_too() {
        assertThat(problems("{\"a\": 0e-999999}")).extracting(Problem::path).containsExactly("a");
    }

    @Test
    void every_number_is_looked_at_wherever_it_is() {
        assertThat(problems("{\"a\": [1, {\"b\": 1e400}, [1e400]], \"c.d\": {\"e\": 1e400}, \"f\": \"1e400\"}"))
                .extracting(Problem::path)
                .containsExactly("a[1].b", "a[2][0]", "c.d.e");
    }

    private static List<Problem> problems(String json) {
        try {
            return NumberRange.problems(Json.mapper().readTree(json), "");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
