package io.podium.schemas.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+1000000000-12-31T23:59:59.999999999Z",
                "+292278994-08-17T07:12:55.807Z",
                "9999-01-01T00:00:00Z",
                "1969-12-31T23:59:59.999Z",
                "-1000000000-01-01T00:00:00Z"
            })
    void ends_that_no_clock_comes_to_are_refused(Instant end) {
        assertThatThrownBy(() -> new Command.Grant(1, "r", null, end, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected an instant from 1970");
        assertThatThrownBy(() -> new Command.Hold(1, end, "r", null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ends_are_of_whole_milliseconds_and_never_earlier() {
        Instant whole = Instant.parse("2026-05-01T10:00:00.123Z");
        assertThat(new Command.Hold(1, whole, "r", null).endsAt()).isEqualTo(whole);
        assertThat(new Command.Hold(1, whole.plusNanos(1), "r", null).endsAt()).isEqualTo(whole.plusMillis(1));
    }
}
