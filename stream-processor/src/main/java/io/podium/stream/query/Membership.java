package io.podium.stream.query;

import static java.util.Objects.requireNonNull;

import io.podium.schemas.node.NodeThreads;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.StreamsGroupMemberDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.ThreadMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the group's coordinator still counts this node among its members. A node that is cut off from Kafka, or was
 * paused, goes on believing that it owns its partitions, while another one has taken them over; it must neither
 * answer for them nor report to others that it owns them. An answer is believed for two thirds of the group's
 * session, so that this node is silent before another one takes over; it asks four times as often, and more often
 * until it is confirmed.
 */
public final class Membership implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Membership.class);
    private static final String THREAD = "podium-membership";
    private static final Duration UNCONFIRMED_INTERVAL = Duration.ofMillis(200);

    private final Admin admin;
    private final String group;
    private final KafkaStreams streams;
    private final boolean streamsProtocol;
    private final ScheduledExecutorService clock;
    private final Runnable question;
    private final Duration trust;
    private final Duration interval;
    private volatile long confirmedNanos;
    private boolean reported;

    /**
     * Begins to ask.
     *
     * @param kafka settings of Kafka clients
     * @param group the application's consumer group
     * @param session after how long a silent member is expelled from its group
     */
    public Membership(
            Map<String, String> kafka,
            String bootstrapServers,
            String group,
            Duration session,
            KafkaStreams streams,
            NodeThreads threads) {
        trust = session.multipliedBy(2).dividedBy(3);
        interval = trust.dividedBy(4);
        confirmedNanos = System.nanoTime() - trust.toNanos();
        this.admin = admin(kafka, bootstrapServers);
        this.group = group;
        this.streams = streams;
        streamsProtocol = "streams".equalsIgnoreCase(kafka.get("group.protocol"));
        clock = threads.scheduler(THREAD);
        question = threads.guarded(THREAD, this::askAgainAndAgain);
        clock.execute(question);
    }

    private static Admin admin(Map<String, String> kafka, String bootstrapServers) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("client.id", "podium-membership");
        return Admin.create(settings);
    }

    /** Whether it was confirmed recently enough. */
    public boolean confirmed() {
        return System.nanoTime() - confirmedNanos < trust.toNanos();
    }

    private void askAgainAndAgain() {
        ask();
        Duration pause = confirmed() ? interval : UNCONFIRMED_INTERVAL;
        try {
            clock.schedule(question, pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("closed", e);
        }
    }

    private void ask() {
        long asked = System.nanoTime();
        try {
            Set<String> own = streams.metadataForLocalThreads().stream()
                    .map(ThreadMetadata::consumerClientId)
                    .collect(Collectors.toSet());
            if (members().anyMatch(own::contains)) {
                // As of the question: an answer that took long says nothing about now.
                confirmedNanos = asked;
            }
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("no answer about the group {}", group, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        boolean now = confirmed();
        if (now != reported) {
            reported = now;
            LOG.info(now ? "a member of the group {}" : "no longer known to be a member of the group {}", group);
        }
    }

    /** The client ids of all members, as the coordinator knows them. */
    private Stream<String> members() throws ExecutionException, TimeoutException, InterruptedException {
        List<String> asked = List.of(group);
        return streamsProtocol
                ? described(admin.describeStreamsGroups(asked).describedGroups()).members().stream()
                        .map(StreamsGroupMemberDescription::clientId)
                : described(admin.describeConsumerGroups(asked).describedGroups()).members().stream()
                        .map(MemberDescription::clientId);
    }

    private <G> G described(Map<String, KafkaFuture<G>> groups)
            throws ExecutionException, TimeoutException, InterruptedException {
        return requireNonNull(groups.get(group)).get(trust.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        clock.shutdownNow();
        admin.close(Duration.ofSeconds(1));
    }
}
