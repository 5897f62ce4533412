package io.podium.schemas.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import io.podium.schemas.json.Json;
import io.podium.schemas.query.QueryWire.AnswerMessage;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QueryWireTest {

    static Stream<Answer<List<Verdict>>> answers() {
        return Stream.of(
                new Answer.Known<>(List.of(Verdict.NEW, new Verdict("evt_01HWABCDEFGHJKMNPQRSTVWXYZ"))),
                new Answer.Unknown<>(),
                new Answer.Unavailable<>("expected an owner, but none"));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void an_answer_survives_the_way_over_the_wire(Answer<List<Verdict>> answer) {
        byte[] wire = Json.write(AnswerMessage.of(answer));
        assertThat(Json.read(wire, AnswerMessage.class).<List<Verdict>>toAnswer(new TypeReference<>() {}))
                .isEqualTo(answer);
    }
}
