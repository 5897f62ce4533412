package io.podium.standalone.setup;

import io.podium.ingest.token.RevocationLog;
import io.podium.ingest.token.TokenRevocations;
import io.podium.operations.administration.TableTopic;
import io.podium.schemas.access.TokenRevocation;
import io.podium.schemas.key.RecordKeys;
import io.podium.schemas.node.NodeThreads;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Revocations of tokens, one after the other, written to their topic and then at once known to this node. */
final class TopicRevocationLog implements RevocationLog, AutoCloseable {

    private static final int MAX_WAITING = 100;

    private final TableTopic<TokenRevocation> topic;
    private final TokenRevocations known;
    private final Clock clock;
    private final ThreadPoolExecutor writer = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MAX_WAITING),
            NodeThreads.daemons("podium-token-revocations"));

    TopicRevocationLog(TableTopic<TokenRevocation> topic, TokenRevocations known, Clock clock) {
        this.topic = topic;
        this.known = known;
        this.clock = clock;
    }

    @Override
    public CompletableFuture<Revoked> revoke(String tenantId, String participantId) {
        try {
            return CompletableFuture.supplyAsync(
                    () -> write(new TokenRevocation(tenantId, participantId, clock.instant())), writer);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(
                    new Revoked.Unavailable("expected fewer revocations at once; retry"));
        }
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
        writer.shutdownNow();
    }
}
