package io.podium.ingest.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.schemas.access.TokenRevocation;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokenRevocationsTest {

    private static final Instant NOW = Instant.parse("2026-04-30T10:42:00Z");

    private final SettableClock clock = new SettableClock(NOW);
    private final TokenRevocations revocations = new TokenRevocations(() -> true, clock);

    private static ParticipantToken token(String tenant, String participant, long revision) {
        return new ParticipantToken(tenant, participant, Set.of(), "k", revision, NOW, NOW.plusSeconds(60));
    }

    private void revoke(String tenant, String participant, long offset) {
        revocations.publish(new TokenRevocation(tenant, participant, clock.instant()), offset);
    }

    @Test
    void only_the_offset_decides() {
        revoke("t", "p", 7);
        assertThat(revocations.latest()).isEqualTo(7);
        assertThat(revocations.isRevoked(token("t", "p", 6))).isTrue();
        assertThat(revocations.isRevoked(token("t", "p", 7))).isFalse();
        assertThat(revocations.isRevoked(token("t", "q", 6))).isFalse();
        assertThat(revocations.isRevoked(token("u", "p", 6))).isFalse();
    }

    @Test
    void an_earlier_record_that_comes_again_changes_nothing() {
        revoke("t", "p", 9);
        revoke("t", "p", 3);
        assertThat(revocations.isRevoked(token("t", "p", 5))).isTrue();
        assertThat(revocations.latest()).isEqualTo(9);
    }

    @Test
    void one_that_no_token_can_have_outlived_is_forgotten() {
        revoke("t", "p", 7);
        clock.advance(Tokens.LONGEST.plusMinutes(10).minusMillis(1));
        assertThat(revocations.isRevoked(token("t", "p", -1))).isTrue();
        clock.advance(Duration.ofMillis(1));
        assertThat(revocations.isRevoked(token("t", "p", -1))).isFalse();
    }

    @Test
    void beyond_the_bound_the_oldest_ends_all_of_its_tenants_tokens_of_before() {
        for (int i = 0; i < TokenRevocations.MAX_OF_TENANT; i++) {
            revoke("t", "p" + i, i);
        }
        assertThat(revocations.isRevoked(token("t", "never", -1))).isFalse();
        revoke("t", "one more", TokenRevocations.MAX_OF_TENANT);
        assertThat(revocations.isRevoked(token("t", "p0", -1))).isTrue();
        assertThat(revocations.isRevoked(token("t", "never", -1)))
                .as("the safe side")
                .isTrue();
        assertThat(revocations.isRevoked(token("t", "never", 0))).isFalse();
        assertThat(revocations.isRevoked(token("t", "p1", 0))).isTrue();
        assertThat(revocations.isRevoked(token("u", "never", -1))).isFalse();
    }
}
