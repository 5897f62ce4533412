package io.podium.rules.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.schemas.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** State that earlier releases stored is opened by this one, which goes on with it. */
class StateFixturesTest {

    private static final Path FIXTURES = Path.of("src/test/resources/state");

    static List<String> stored() throws IOException {
        try (Stream<Path> files = Files.list(FIXTURES)) {
            List<Path> sorted = files.sorted().toList();
            assertThat(sorted).isNotEmpty();
            return sorted.stream().flatMap(StateFixturesTest::lines).toList();
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("stored")
    @SuppressWarnings("unchecked")
    void what_an_earlier_release_stored_is_read_and_stored_anew(String line) {
        String[] parts = line.split(" ", 3);
        Serde<Object> serde = (Serde<Object>) StateFixture.SERDES.get(parts[0]);
        Object value = serde.deserializer().deserialize("store", HexFormat.of().parseHex(parts[1]));
        Object expected = Json.read(parts[2].getBytes(StandardCharsets.UTF_8), value.getClass());
        assertThat(Json.write(value)).isEqualTo(Json.write(expected));
        byte[] anew = serde.serializer().serialize("store", value);
        assertThat(Json.write(serde.deserializer().deserialize("store", anew))).isEqualTo(Json.write(value));
    }

    @Test
    void every_kind_of_state_has_a_fixture() throws IOException {
        assertThat(stored().stream().map(line -> line.split(" ", 2)[0]).distinct())
                .containsExactlyInAnyOrderElementsOf(StateFixture.SERDES.keySet());
    }
}
