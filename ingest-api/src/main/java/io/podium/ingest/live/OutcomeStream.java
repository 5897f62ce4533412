package io.podium.ingest.live;

import static java.util.Objects.requireNonNull;

import io.podium.schemas.topic.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A participant's outcomes on their way to one client: a snapshot, then each outcome as it is on its topic, at least
 * once and in the order of its topic. While the snapshot is read, or what a client missed, newer records are held.
 */
public final class OutcomeStream implements LiveStream, FeedListener, CatchUps.Reader {

    private static final List<Topic<?, ?>> TOPICS =
            OutcomeKind.all().stream().<Topic<?, ?>>map(OutcomeKind::topic).toList();

    private final OutcomeFeed feed;
    private final CatchUps catchUps;
    private final Interest interest;
    private final String key;
    private final @Nullable String lastEventId;
    private final Supplier<CompletableFuture<Optional<String>>> snapshots;
    private final StreamMetrics metrics;
    private final CompletableFuture<Boolean> begun = new CompletableFuture<>();
    private final Map<String, OutcomeKind> kinds = new HashMap<>();
    private final List<LiveRecord> held = new ArrayList<>();
    private int heldBytes;
    private @Nullable String snapshot;
    private @Nullable StreamPosition begunAt;
    private @Nullable StreamPosition position;
    private @Nullable EventSink sink;
    private boolean live;
    private boolean slow;
    private boolean closed;

    /**
     * A stream that begins when it is asked to.
     *
     * @param key of the participant's records
     * @param lastEventId the id that the client has; null for one that begins
     * @param snapshots reads what a client draws from; empty when it can't be read now
     */
    OutcomeStream(
            OutcomeFeed feed,
            CatchUps catchUps,
            String key,
            @Nullable String lastEventId,
            Supplier<CompletableFuture<Optional<String>>> snapshots,
            StreamMetrics metrics) {
        this.feed = feed;
        this.catchUps = catchUps;
        this.key = key;
        this.lastEventId = lastEventId;
        this.snapshots = snapshots;
        this.metrics = metrics;
        interest = new Interest(key, TOPICS);
        OutcomeKind.all().forEach(kind -> kinds.put(kind.topic().name() + feed.suffix(), kind));
    }

    /** Begins to hold records; true when it does, false when they can't be followed now. */
    public CompletableFuture<Boolean> begin() {
        feed.follow(interest, this);
        return begun;
    }

    /** What a client that begins draws from; to be read when the stream has begun, so that nothing lies between. */
    public synchronized void drawFrom(String newSnapshot) {
        snapshot = newSnapshot;
    }

    @Override
    public synchronized void begins(Function<TopicPartition, Long> next) {
        begunAt = at(next);
        position = begunAt;
        begun.complete(true);
    }

    private StreamPosition at(Function<TopicPartition, Long> next) {
        int partition = feed.partition(OutcomeKind.POINTS.topic(), key);
        List<Long> offsets = OutcomeKind.all().stream()
                .map(kind -> next.apply(new TopicPartition(kind.topic().name() + feed.suffix(), partition)))
                .toList();
        return new StreamPosition(feed.suffix(), partition, offsets);
    }

    @Override
    public synchronized void open(EventSink client) {
        sink = client;
        String first = snapshot;
        snapshot = null;
        Optional<StreamPosition> since = Optional.ofNullable(lastEventId).flatMap(StreamPosition::parse);
        if (slow) {
            client.end("reset", reason("slow"));
        } else if (closed) {
            client.close();
        } else if (first != null) {
            draw(first);
        } else if (since.isPresent() && since.get().isComparable(begunAt())) {
            position = since.get();
            catchUps.read(new CatchUps.Missed(key, since.get(), begunAt(), this));
        } else {
            hasGap();
        }
    }

    private StreamPosition begunAt() {
        return requireNonNull(begunAt);
    }

    private StreamPosition position() {
        return requireNonNull(position);
    }

    private void draw(String newSnapshot) {
        send(position(), "snapshot", newSnapshot);
        goLive();
    }

    private void goLive() {
        live = true;
        List<LiveRecord> newer = List.copyOf(held);
        held.clear();
        heldBytes = 0;
        newer.forEach(this::push);
    }

    @Override
    public synchronized void record(LiveRecord record) {
        if (live) {
            push(record);
            return;
        }
        held.add(record);
        heldBytes += record.value().length;
        if (held.size() > EventSink.MOST_EVENTS || heldBytes > EventSink.MOST_CHARACTERS && held.size() > 1) {
            tooSlow();
        }
    }

    private void push(LiveRecord record) {
        OutcomeKind kind = kinds.get(record.partition().topic());
        if (kind != null) {
            push(kind, record);
        }
    }

    private void push(OutcomeKind kind, LiveRecord record) {
        if (record.offset() >= position().next(kind)) {
            position = position().behind(kind, record.offset());
            send(position(), kind.eventName(), record.text());
        }
    }

    @Override
    public synchronized void missed(OutcomeKind kind, LiveRecord record) {
        push(kind, record);
    }

    @Override
    public synchronized void isUpToDate() {
        position = position().orLater(begunAt());
        goLive();
    }

    @Override
    public synchronized void hasGap() {
        position = begunAt();
        drawAnew();
    }

    @Override
    public synchronized void missed() {
        live = false;
        drawAnew();
    }

    /** The client learns that something is missing, and gets a snapshot, which holds it; then what was held. */
    private void drawAnew() {
        EventSink client = sink;
        if (client == null || closed) {
            return;
        }
        metrics.reset("gap");
        client.send(null, "reset", reason("gap"));
        snapshots.get().whenComplete((found, failure) -> {
            if (failure == null && found.isPresent()) {
                redraw(found.get());
            } else {
                end(); // the client comes again, here or at another node
            }
        });
    }

    private synchronized void redraw(String newSnapshot) {
        if (!closed) {
            draw(newSnapshot);
        }
    }

    private static String reason(String reason) {
        return "{\"reason\":\"" + reason + "\"}";
    }

    @Override
    public void failed(String reason) {
        begun.complete(false);
        end();
    }

    @Override
    public synchronized void tick(Function<TopicPartition, Long> next) {
        if (live) {
            position = at(next);
            send(position(), null, null);
        }
    }

    private void send(StreamPosition at, @Nullable String event, @Nullable String data) {
        EventSink client = sink;
        if (client != null && !closed && !client.send(at.text(), event, data)) {
            tooSlow();
        } else if (event != null) {
            metrics.pushed();
        }
    }

    private void tooSlow() {
        if (!closed) {
            metrics.reset("slow");
            slow = true;
            close();
            EventSink client = sink;
            if (client != null) {
                client.end("reset", reason("slow"));
            }
        }
    }

    private void end() {
        EventSink client;
        synchronized (this) {
            client = sink;
            close();
        }
        if (client != null) {
            client.close();
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            held.clear();
            feed.leave(interest, this);
        }
    }
}
