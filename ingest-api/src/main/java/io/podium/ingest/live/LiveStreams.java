package io.podium.ingest.live;

import io.podium.schemas.config.Config;
import io.podium.schemas.config.Setting;
import io.podium.schemas.key.RecordKeys;
import io.podium.schemas.node.NodeThreads;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The streams of one node: lets them in within bounds, ends those whose caller may no longer follow, and all of them
 * when the node stops.
 */
public final class LiveStreams implements AutoCloseable {

    private final Bounds bounds;
    private final StreamMetrics metrics;
    private final OutcomeFeed feed;
    private final CatchUps catchUps;
    private final Boards boards;
    private final ScheduledExecutorService sweeper;
    private final Set<Session> sessions = new LinkedHashSet<>();
    private final Map<String, Integer> ofTenant = new HashMap<>();
    private final Map<String, Integer> ofParticipant = new HashMap<>();
    private boolean draining;

    /** How many streams there may be. */
    public record Bounds(
            @Setting(
                    value = "10000",
                    min = "0",
                    max = "100000",
                    unit = "streams",
                    description = "Clients that follow outcomes or boards at once; more get 503. One tenant has half of"
                            + " them at the most.")
            int maxStreams,

            @Setting(
                    value = "5",
                    min = "1",
                    unit = "streams",
                    description = "Streams of one participant at once, on this node; more get 429.")
            int streamsPerParticipant) {

        public Bounds {
            Config.check(Bounds.class, maxStreams, streamsPerParticipant);
        }

        /** For a node of any size. */
        public static final Bounds DEFAULT = Config.read(Bounds.class, Map.of());

        private int ofTenant() {
            return (maxStreams + 1) / 2;
        }
    }

    /**
     * No stream yet.
     *
     * @param consumers of committed records, without a group and without a reset policy
     * @param suffix what the names of the outcome topics end in
     */
    public LiveStreams(
            Supplier<Consumer<byte[], byte[]>> consumers,
            String suffix,
            Bounds bounds,
            StreamMetrics metrics,
            NodeThreads threads) {
        this.bounds = bounds;
        this.metrics = metrics;
        feed = new OutcomeFeed(consumers, suffix, threads);
        catchUps = new CatchUps(consumers, threads);
        sweeper = threads.scheduler("podium-live-sweep");
        boards = new Boards(feed, sweeper, metrics);
        metrics.open(this::count);
        sweeper.scheduleWithFixedDelay(threads.guarded("podium-live-sweep", this::sweep), 1, 1, TimeUnit.SECONDS);
    }

    /** Whether there is room. */
    public sealed interface Admitted {
        /** There is. */
        record Welcome(Session session) implements Admitted {}

        /** This node has as many as it takes. */
        record NodeIsFull() implements Admitted {}

        /** The tenant or the participant has as many as it may. */
        record TooMany(String message) implements Admitted {}
    }

    /**
     * Lets a stream in, which takes its room until it is closed.
     *
     * @param participantId who follows; null for a server
     * @param good whether it may go on, asked once a second
     */
    public synchronized Admitted admit(String tenantId, @Nullable String participantId, BooleanSupplier good) {
        String participant = participantId == null ? null : RecordKeys.participant(tenantId, participantId);
        if (draining || sessions.size() >= bounds.maxStreams()) {
            return new Admitted.NodeIsFull();
        } else if (ofTenant.getOrDefault(tenantId, 0) >= bounds.ofTenant()) {
            return new Admitted.TooMany("expected at most " + bounds.ofTenant()
                    + " streams of a tenant at this node, but there are as many");
        } else if (participant != null
                && ofParticipant.getOrDefault(participant, 0) >= bounds.streamsPerParticipant()) {
            return new Admitted.TooMany("expected at most " + bounds.streamsPerParticipant()
                    + " streams of a participant at this node, but there are as many");
        }
        Session session = new Session(tenantId, participant, good);
        sessions.add(session);
        ofTenant.merge(tenantId, 1, Integer::sum);
        if (participant != null) {
            ofParticipant.merge(participant, 1, Integer::sum);
        }
        return new Admitted.Welcome(session);
    }

    private synchronized void leave(Session session) {
        if (sessions.remove(session)) {
            ofTenant.computeIfPresent(session.tenantId, LiveStreams::less);
            if (session.participant != null) {
                ofParticipant.computeIfPresent(session.participant, LiveStreams::less);
            }
        }
    }

    private static @Nullable Integer less(String key, int count) {
        return count == 1 ? null : count - 1;
    }

    /** Outcomes of a participant, see {@link OutcomeStream}. */
    public OutcomeStream outcomes(
            String tenantId,
            String participantId,
            @Nullable String lastEventId,
            Supplier<CompletableFuture<Optional<String>>> snapshots) {
        String key = RecordKeys.participant(tenantId, participantId);
        return new OutcomeStream(feed, catchUps, key, lastEventId, snapshots, metrics);
    }

    /** A board of a contest, see {@link Boards}. */
    public LiveStream board(String tenantId, String contestId, BoardView view, String snapshot) {
        return boards.stream(RecordKeys.contest(tenantId, contestId), view, snapshot);
    }

    /** A sample of a tenant's records, see {@link RecordSample}. */
    public LiveStream sample(String tenantId, RecordSample.Filter filter) {
        return new RecordSample(feed, tenantId, filter, metrics);
    }

    /** Whether what is committed is pushed; not while Kafka is silent, nor when something of ours stands still. */
    public boolean isCurrent() {
        return feed.isCurrent();
    }

    private synchronized int count() {
        return sessions.size();
    }

    private synchronized List<Session> all() {
        return List.copyOf(sessions);
    }

    private void sweep() {
        all().forEach(Session::sweep);
    }

    /** Ends all streams, so that their clients turn to other nodes, and takes no more. */
    public void drain() {
        synchronized (this) {
            draining = true;
        }
        all().forEach(Session::drain);
    }

    /** One client's stream, with the room that it takes. */
    public final class Session implements LiveStream {

        private final String tenantId;
        private final @Nullable String participant;
        private final BooleanSupplier good;
        private @Nullable LiveStream stream;
        private @Nullable EventSink sink;
        private boolean closed;

        private Session(String tenantId, @Nullable String participant, BooleanSupplier good) {
            this.tenantId = tenantId;
            this.participant = participant;
            this.good = good;
        }

        /** What it is that the client follows. */
        public Session of(LiveStream followed) {
            synchronized (this) {
                stream = followed;
            }
            return this;
        }

        @Override
        public void open(EventSink client) {
            LiveStream followed;
            synchronized (this) {
                sink = client;
                followed = closed ? null : stream;
            }
            if (followed == null) {
                client.close();
            } else {
                followed.open(client);
            }
        }

        private void sweep() {
            LiveStream followed;
            EventSink client;
            synchronized (this) {
                followed = stream;
                client = sink;
            }
            if (client != null && !good.getAsBoolean()) {
                client.close();
            } else if (client != null && followed != null) {
                followed.pulse();
            }
        }

        @Override
        public void drained() {
            LiveStream followed;
            synchronized (this) {
                followed = closed ? null : stream;
            }
            if (followed != null) {
                followed.drained();
            }
        }

        private void drain() {
            EventSink client;
            synchronized (this) {
                client = sink;
            }
            if (client != null) {
                metrics.reset(Reset.DRAIN);
                client.end(Reset.EVENT, Reset.DRAIN.data());
            }
        }

        @Override
        public void close() {
            LiveStream followed;
            synchronized (this) {
                followed = closed ? null : stream;
                closed = true;
            }
            leave(this);
            if (followed != null) {
                followed.close();
            }
        }
    }

    /** Reads no more; streams that are still open end. */
    @Override
    public void close() {
        drain();
        sweeper.shutdownNow();
        feed.close();
        catchUps.close();
    }
}
