package io.podium.schemas.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.schemas.contract.MalformedEvents;
import org.junit.jupiter.api.Test;

class MalformedEventsTest {

    @Test
    void each_of_them_is_refused_with_a_reason_that_says_what_was_expected() {
        assertThat(MalformedEvents.all()).hasSizeGreaterThan(120).allSatisfy((name, bytes) -> {
            ParsedEvent parsed = RawEventParser.parse(bytes);
            assertThat(parsed).isInstanceOf(ParsedEvent.Invalid.class);
            assertThat(((ParsedEvent.Invalid) parsed).problems()).allSatisfy(problem -> {
                assertThat(problem.message()).startsWith("expected");
                assertThat(problem.code()).matches("[a-z_]+");
            });
        });
    }
}
