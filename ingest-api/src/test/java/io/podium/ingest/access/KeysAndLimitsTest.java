package io.podium.ingest.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podium.ingest.access.RateLimits.Limits;
import io.podium.ingest.access.RateLimits.RateDecision;
import io.podium.schemas.access.ApiKey;
import io.podium.schemas.access.ApiKey.Scope;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class KeysAndLimitsTest {

    private final KeyRing ring = new KeyRing(() -> true);

    @Test
    void a_new_secret_has_the_form_of_the_contract_and_shows_itself_to_nobody() {
        KeySecret secret = KeySecret.generate(true, Scope.ADMIN, new SecureRandom());
        assertThat(secret.text()).matches("bq_live_admin_[0-9a-f]{48}");
        assertThat(secret.toString()).isEqualTo("KeySecret[bq_live_admin_...]");
        assertThat(KeySecret.generate(false, Scope.PART, new SecureRandom()).text())
                .startsWith("bq_test_part_");
        assertThat(new KeySecret("bq_test_admin_0123456789abcdef").sha256())
                .as("SHA-256 by another implementation")
                .isEqualTo("fd8cd52f0a2fe739ef741c2ea9d37275067a1069e52ec500d9cd8a899a7946f7");
        assertThatThrownBy(() -> new KeySecret("bq_prod_admin_0123456789abcdef"))
                .hasMessageNotContaining("0123");
    }

    @Test
    void a_key_is_good_until_it_is_revoked_or_gone() {
        KeySecret secret = KeySecret.generate(true, Scope.ADMIN, new SecureRandom());
        ApiKey key = key(secret.sha256(), null);
        assertThat(ring.find(secret)).isEmpty();
        ring.publish(key.sha256(), key);
        assertThat(ring.find(secret)).contains(key);
        ring.publish(key.sha256(), key.revoked(Instant.EPOCH));
        assertThat(ring.find(secret)).isEmpty();
        ring.publish(key.sha256(), key);
        ring.publish(key.sha256(), null);
        assertThat(ring.find(secret)).isEmpty();
    }

    @Test
    void a_record_that_was_filed_under_another_hash_opens_nothing() {
        KeySecret secret = KeySecret.generate(true, Scope.ADMIN, new SecureRandom());
        ring.publish(secret.sha256(), key("0".repeat(64), null));
        assertThat(ring.find(secret)).isEmpty();
    }

    @Test
    void limits_of_any_size_are_limits() {
        for (long perMinute : new long[] {-5, 1, 9, RateLimits.MAX_PER_MINUTE, Long.MAX_VALUE}) {
            for (long burst : new long[] {0, 1, 1_000_000}) {
                RateLimits limits =
                        new RateLimits(new Limits(RateLimits.MAX_PER_MINUTE, RateLimits.MAX_PER_MINUTE, 0, burst));
                assertThat(limits.request(key("a".repeat(64), perMinute)).passes())
                        .as("%d a minute, %d a second", perMinute, burst)
                        .isTrue();
                assertThat(limits.request(key("b".repeat(64), null)).passes()).isTrue();
            }
        }
        assertThatThrownBy(() -> new Limits(RateLimits.MAX_PER_MINUTE + 1, 0, 0, 0))
                .hasMessageContaining("requests-per-key-minute");
    }

    @Test
    void each_key_has_its_own_limit_and_all_keys_of_a_tenant_share_one() {
        RateLimits limits = new RateLimits(new Limits(3, 4, 0, 100));
        ApiKey one = key("a".repeat(64), null);
        ApiKey two = key("b".repeat(64), null);
        assertThat(limits.request(one)).satisfies(ruling -> {
            assertThat(ruling.passes()).isTrue();
            assertThat(ruling.limit()).isEqualTo(3);
            assertThat(ruling.remaining()).isEqualTo(2);
        });
        limits.request(one);
        limits.request(one);
        assertThat(limits.request(one).passes()).isFalse();
        assertThat(limits.request(two).passes()).isTrue();
        RateDecision shared = limits.request(two);
        assertThat(shared.passes()).isFalse();
        assertThat(shared.limit()).isEqualTo(4);
        assertThat(shared.resetSeconds()).isPositive();
    }

    @Test
    void a_burst_within_a_second_is_limited_too() {
        RateLimits limits = new RateLimits(new Limits(1_000, 0, 0, 2));
        ApiKey key = key("a".repeat(64), null);
        limits.request(key);
        limits.request(key);
        assertThat(limits.request(key)).satisfies(ruling -> {
            assertThat(ruling.passes()).isFalse();
            assertThat(ruling.resetSeconds()).isEqualTo(1);
        });
    }

    @Test
    void a_key_may_have_a_limit_of_its_own_or_none() {
        RateLimits limits = new RateLimits(new Limits(1, 0, 0, 1));
        ApiKey free = key("a".repeat(64), 0L);
        ApiKey wide = key("b".repeat(64), 50L);
        for (int i = 0; i < 5; i++) {
            assertThat(limits.request(free).passes()).isTrue();
            assertThat(limits.request(wide).passes()).isTrue();
        }
        assertThat(new RateLimits(Limits.OFF).request(key("c".repeat(64), null)).limit())
                .isZero();
    }

    private static ApiKey key(String sha256, Long perMinute) {
        return new ApiKey(sha256, "t", Scope.ADMIN, null, perMinute, Instant.EPOCH, null);
    }

    @Test
    void a_participant_has_a_limit_of_its_own_within_its_tenants() {
        RateLimits limits = new RateLimits(new RateLimits.Limits(100, 3, 2, 0));
        assertThat(limits.request("t", "p").passes()).isTrue();
        assertThat(limits.request("t", "p").passes()).isTrue();
        assertThat(limits.request("t", "p").limit()).isEqualTo(2);
        assertThat(limits.request("t", "q").passes())
                .as("the third of the tenant")
                .isTrue();
        assertThat(limits.request("t", "q").passes()).isFalse();
        assertThat(limits.request("u", "p").passes()).isTrue();
        assertThat(new RateLimits(RateLimits.Limits.OFF).request("t", "p").limit())
                .isZero();
        assertThat(new RateLimits(new RateLimits.Limits(1, 1, 0, 0))
                        .request("t", "p")
                        .limit())
                .isZero();
    }
}
