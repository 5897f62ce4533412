package io.podium.ingest.token;

import io.podium.schemas.access.TokenRevocation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * The revocations that this node knows, as the {@code token-revocations} topic brings them. What decides is their
 * offset in the topic, so that no two nodes' clocks matter. Of each tenant the latest {@value #MAX_OF_TENANT} are kept;
 * one that goes ends all of the tenant's tokens that were minted before it, which lets none through that was ended.
 */
public final class TokenRevocations {

    /** Participants of a tenant whose revocations are kept. */
    static final int MAX_OF_TENANT = 100_000;

    /** After which a revocation matters to no token any more: the longest life, and what clocks may differ. */
    private static final Duration OUTLIVED = Tokens.LONGEST.plusMinutes(10);

    private final BooleanSupplier complete;
    private final Clock clock;
    private final AtomicLong latest = new AtomicLong(-1);
    private final Map<String, OfTenant> tenants = new ConcurrentHashMap<>();

    /**
     * Knows no revocation yet.
     *
     * @param complete whether all revocations that there were at the start have come in
     */
    public TokenRevocations(BooleanSupplier complete, Clock clock) {
        this.complete = complete;
        this.clock = clock;
    }

    private record Entry(long offset, Instant revokedAt) {}

    private static final class OfTenant {

        private final Map<String, Entry> participants = new LinkedHashMap<>();
        private Entry floor = new Entry(-1, Instant.EPOCH);

        synchronized void publish(String participantId, Entry entry) {
            Entry before = participants.remove(participantId);
            participants.put(participantId, before == null || before.offset() < entry.offset() ? entry : before);
            if (participants.size() > MAX_OF_TENANT) {
                var oldest = participants.entrySet().iterator();
                Entry gone = oldest.next().getValue();
                oldest.remove();
                floor = gone.offset() > floor.offset() ? gone : floor;
            }
        }

        synchronized Entry latestFor(String participantId) {
            Entry own = participants.getOrDefault(participantId, floor);
            return own.offset() > floor.offset() ? own : floor;
        }
    }

    /** Whether it can be relied on: before that, a revocation may not have come in yet. */
    boolean isComplete() {
        return complete.getAsBoolean();
    }

    /** Takes in a record of the topic. */
    public void publish(TokenRevocation revocation, long offset) {
        tenants.computeIfAbsent(revocation.tenantId(), tenant -> new OfTenant())
                .publish(revocation.participantId(), new Entry(offset, revocation.revokedAt()));
        latest.accumulateAndGet(offset, Math::max);
    }

    /** The latest offset that is known; -1 for none. */
    long latest() {
        return latest.get();
    }

    /** Whether a token was ended before its time. */
    boolean isRevoked(ParticipantToken token) {
        OfTenant ofTenant = tenants.get(token.tenantId());
        if (ofTenant == null) {
            return false;
        }
        Entry entry = ofTenant.latestFor(token.participantId());
        return entry.offset() > token.revision()
                && entry.revokedAt().plus(OUTLIVED).isAfter(clock.instant());
    }
}
