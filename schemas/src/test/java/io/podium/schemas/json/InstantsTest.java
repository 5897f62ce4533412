package io.podium.schemas.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantsTest {

    private static final JsonMapper JACKSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    @Provide
    Arbitrary<Instant> instants() {
        Arbitrary<Long> seconds = Arbitraries.oneOf(
                Arbitraries.longs().between(-70_000_000_000L, 260_000_000_000L),
                Arbitraries.longs()
                        .between(
                                Instant.parse("2026-01-01T00:00:00Z").getEpochSecond(),
                                Instant.parse("2029-01-01T00:00:00Z").getEpochSecond()));
        Arbitrary<Integer> nanos = Arbitraries.oneOf(
                Arbitraries.just(0),
                Arbitraries.integers().between(0, 999).map(milli -> milli * 1_000_000),
                Arbitraries.integers().between(0, 999_999).map(micro -> micro * 1_000),
                Arbitraries.integers().between(0, 999_999_999));
        return Combinators.combine(seconds, nanos).as(Instant::ofEpochSecond);
    }

    @Property(tries = 5_000)
    void an_instant_is_written_as_Java_does_and_read_back(@ForAll("instants") Instant instant)
            throws JsonProcessingException {
        String json = Json.mapper().writeValueAsString(instant);
        assertThat(json).isEqualTo('"' + instant.toString() + '"');
        assertThat(Json.mapper().writeValueAsString(instant)).isEqualTo(json);
        assertThat(Json.mapper().readValue(json, Instant.class)).isEqualTo(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2026-04-30T10:42:00+02:00\"",
                "\"2026-04-30T10:42:00.5Z\"",
                "\"2026-04-30T10:42:00.123456789-11:30\"",
                "1777545720",
                "1777545720.5",
            })
    void other_forms_are_read_as_before(String json) throws JsonProcessingException {
        assertThat(Json.mapper().readValue(json, Instant.class)).isEqualTo(JACKSON.readValue(json, Instant.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2026-02-30T10:42:00Z\"", "\"2026-04-30\"", "\"yesterday\"", "true", "{}"})
    void what_is_no_instant_is_refused_as_before(String json) {
        assertThatThrownBy(() -> JACKSON.readValue(json, Instant.class)).isInstanceOf(JsonProcessingException.class);
        assertThatThrownBy(() -> Json.mapper().readValue(json, Instant.class))
                .isInstanceOf(JsonProcessingException.class);
    }
}
