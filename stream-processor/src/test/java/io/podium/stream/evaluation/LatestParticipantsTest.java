package io.podium.stream.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.stream.ledger.StoredParticipant;
import org.junit.jupiter.api.Test;

class LatestParticipantsTest {

    private final LatestParticipants participants = new LatestParticipants();

    @Test
    void those_who_were_active_last_are_kept_and_no_more_than_the_bound() {
        participants.put("first", StoredParticipant.NONE);
        participants.put("second", StoredParticipant.NONE);
        for (int i = 2; i < LatestParticipants.MOST; i++) {
            participants.put("p" + i, StoredParticipant.NONE);
        }
        assertThat(participants.get("first")).isNotNull();
        participants.put("one more", StoredParticipant.NONE);
        assertThat(participants.get("second")).isNull();
        assertThat(participants.get("first")).isNotNull();
        assertThat(participants.get("one more")).isNotNull();
    }
}
