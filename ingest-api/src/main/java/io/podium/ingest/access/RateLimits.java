package io.podium.ingest.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.local.LocalBucketBuilder;
import io.podium.schemas.access.ApiKey;
import io.podium.schemas.config.Config;
import io.podium.schemas.config.Setting;
import io.podium.schemas.key.RecordKeys;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Requests per minute and per second, by key, by participant and by tenant, on this node (a request is one, whatever it
 * carries). The buckets of those that stay away are forgotten, and their number is bounded.
 */
public final class RateLimits {

    /** Most requests per minute that a limit can be. */
    public static final long MAX_PER_MINUTE = 1_000_000_000;

    private static final int MAX_BUCKETS = 100_000;
    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Limits limits;
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(MAX_BUCKETS)
            .expireAfterAccess(Duration.ofMinutes(10))
            .build();

    public RateLimits(Limits limits) {
        this.limits = limits;
    }

    /** The limits in force where a key has none of its own. */
    public record Limits(
            @Setting(
                    name = "requests-per-key-minute",
                    value = "1000",
                    min = "0",
                    max = "" + MAX_PER_MINUTE,
                    unit = "requests",
                    description = "Requests of one API key per minute, where the key has no limit of its own; 0 for no"
                            + " rate limits at all.")
            long perKeyMinute,

            @Setting(
                    name = "requests-per-tenant-minute",
                    value = "5000",
                    min = "0",
                    max = "" + MAX_PER_MINUTE,
                    unit = "requests",
                    description = "Requests of all keys of one tenant per minute; 0 for no such limit.")
            long perTenantMinute,

            @Setting(
                    name = "requests-per-participant-minute",
                    value = "120",
                    min = "0",
                    max = "" + MAX_PER_MINUTE,
                    unit = "requests",
                    description = "Requests of one participant's tokens per minute, which count for the tenant, too; 0"
                            + " for no such limit.")
            long perParticipantMinute,

            @Setting(
                    value = "100",
                    min = "0",
                    max = "1000000",
                    unit = "requests",
                    description = "Requests of one key within a second; 0 for no such limit.")
            long burstPerSecond) {

        public Limits {
            Config.check(Limits.class, perKeyMinute, perTenantMinute, perParticipantMinute, burstPerSecond);
        }

        /** What the contract's readers get by default. */
        public static final Limits DEFAULT = Config.read(Limits.class, Map.of());
        /** None, for development. */
        public static final Limits OFF = new Limits(0, 0, 0, 0);
    }

    /**
     * Whether a request may pass, for the answer's headers.
     *
     * @param limit requests per minute; 0 when there is none
     * @param remaining requests that would pass now
     * @param resetSeconds until all are there again, or, for one that may not pass, until the next may
     */
    public record RateDecision(boolean passes, long limit, long remaining, long resetSeconds) {
        static final RateDecision UNLIMITED = new RateDecision(true, 0, 0, 0);
    }

    /** Counts a request. */
    public RateDecision request(ApiKey key) {
        long perMinute = key.requestsPerMinute() == null ? limits.perKeyMinute() : inRange(key.requestsPerMinute());
        if (perMinute == 0) {
            return RateDecision.UNLIMITED;
        }
        Bucket own =
                buckets.get("key " + key.sha256() + " " + perMinute, name -> bucket(perMinute, burst(key, perMinute)));
        RateDecision ruling = ruling(own.tryConsumeAndReturnRemaining(1), perMinute);
        return ruling.passes() ? within(key.tenantId(), Math.max(limits.perTenantMinute(), perMinute), ruling) : ruling;
    }

    /** Counts a request of a participant. */
    public RateDecision request(String tenantId, String participantId) {
        long perMinute = limits.perParticipantMinute();
        if (limits.perKeyMinute() == 0 || perMinute == 0) {
            return RateDecision.UNLIMITED;
        }
        Bucket own = buckets.get(
                "participant " + RecordKeys.participant(tenantId, participantId),
                name -> bucket(perMinute, limits.burstPerSecond()));
        RateDecision ruling = ruling(own.tryConsumeAndReturnRemaining(1), perMinute);
        return ruling.passes() ? within(tenantId, limits.perTenantMinute(), ruling) : ruling;
    }

    /** What passes its own limit must pass its tenant's, too. */
    private RateDecision within(String tenantId, long perTenant, RateDecision own) {
        if (limits.perTenantMinute() == 0) {
            return own;
        }
        Bucket shared = buckets.get("tenant " + tenantId + " " + perTenant, name -> bucket(perTenant, perTenant));
        RateDecision tenant = ruling(shared.tryConsumeAndReturnRemaining(1), perTenant);
        return tenant.passes() ? own : tenant;
    }

    /** Keys may be older than the check of their limits. */
    private static long inRange(long perMinute) {
        return perMinute < 0 ? 1 : Math.min(perMinute, MAX_PER_MINUTE);
    }

    /** A key that was given more than the default per minute may also send more at once. */
    private long burst(ApiKey key, long perMinute) {
        return key.requestsPerMinute() == null
                ? limits.burstPerSecond()
                : limits.burstPerSecond() == 0 ? 0 : Math.max(limits.burstPerSecond(), perMinute / 10);
    }

    private static Bucket bucket(long perMinute, long perSecond) {
        LocalBucketBuilder bucket = Bucket.builder().addLimit(bandwidth(perMinute, Duration.ofMinutes(1)));
        return (perSecond == 0 ? bucket : bucket.addLimit(bandwidth(perSecond, Duration.ofSeconds(1)))).build();
    }

    private static Bandwidth bandwidth(long requests, Duration period) {
        return Bandwidth.builder()
                .capacity(requests)
                .refillGreedy(requests, period)
                .build();
    }

    private static RateDecision ruling(ConsumptionProbe probe, long limit) {
        long nanos = probe.isConsumed() ? probe.getNanosToWaitForReset() : probe.getNanosToWaitForRefill();
        long seconds = Math.max(1, (nanos + NANOS_PER_SECOND - 1) / NANOS_PER_SECOND);
        return new RateDecision(probe.isConsumed(), limit, probe.getRemainingTokens(), seconds);
    }
}
