package io.podium.stream.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.rules.state.ParticipantState;
import org.junit.jupiter.api.Test;

class LatestStatesTest {

    private final LatestStates states = new LatestStates();

    @Test
    void those_who_were_active_last_are_kept_and_no_more_than_the_bound() {
        states.put("first", ParticipantState.EMPTY);
        states.put("second", ParticipantState.EMPTY);
        for (int i = 2; i < LatestStates.MOST; i++) {
            states.put("p" + i, ParticipantState.EMPTY);
        }
        assertThat(states.get("first")).isNotNull();
        states.put("one more", ParticipantState.EMPTY);
        assertThat(states.get("second")).isNull();
        assertThat(states.get("first")).isNotNull();
        assertThat(states.get("one more")).isNotNull();
    }
}
