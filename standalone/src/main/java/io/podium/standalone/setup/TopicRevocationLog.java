package io.podium.standalone.setup;

import io.podium.ingest.token.RevocationLog;
import io.podium.ingest.token.TokenRevocations;
import io.podium.operations.administration.TableTopic;
import io.podium.schemas.access.TokenRevocation;
import io.podium.schemas.key.RecordKeys;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Revocations of tokens, one after the other, written to their topic and then at once known to this node. */
final class TopicRevocationLog implements RevocationLog, AutoCloseable {

    private final TableTopic<TokenRevocation> topic;
    private final TokenRevocations known;
    private final Clock clock;
    private final WriteQueue writes = new WriteQueue("podium-token-revocations");

    TopicRevocationLog(TableTopic<TokenRevocation> topic, TokenRevocations known, Clock clock) {
        this.topic = topic;
        this.known = known;
        this.clock = clock;
    }

    @Override
    public CompletableFuture<Revoked> revoke(String tenantId, String participantId) {
        return writes.write(
                () -> write(new TokenRevocation(tenantId, participantId, clock.instant())),
                new Revoked.Unavailable("expected fewer revocations at once; retry"));
    }

    private Revoked write(TokenRevocation revocation) {
        try {
            String key = RecordKeys.participant(revocation.tenantId(), revocation.participantId());
            known.publish(revocation, topic.write(Map.of(key, revocation)));
            return new Revoked.Done(revocation.revokedAt());
        } catch (RuntimeException e) {
            return new Revoked.Unavailable("expected Kafka to take the revocation, but " + e.getMessage());
        }
    }

    @Override
    public void close() {
        writes.close();
    }
}
