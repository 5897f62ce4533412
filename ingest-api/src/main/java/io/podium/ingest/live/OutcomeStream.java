package io.podium.ingest.live;

import static java.util.Objects.requireNonNull;

import io.podium.schemas.topic.Topic;
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
 * once and in the order of its topic. While the snapshot is read, or what a client missed, newer records are held. A
 * client for whom too much waits or is held falls behind: what comes is left in the log, and read from there when the
 * client has taken what waits. So a burst costs a client nothing, and a node a bounded amount.
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
    private final HeldRecords held = new HeldRecords();
    private @Nullable String snapshot;
    private @Nullable StreamPosition begunAt;
    private @Nullable StreamPosition position;
    private @Nullable EventSink sink;
    private final Progress progress = new Progress();
    private boolean live;
    private boolean behind;
    private boolean catchingUp;
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
        if (position == null) {
            position = begunAt;
            begun.complete(true);
        } else {
            behind = false;
            held.release(); // all before this is read from the log
            catchUp();
        }
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
        if (closed) {
            client.close();
        } else if (first != null) {
            draw(first);
        } else if (since.isPresent() && since.get().isComparable(begunAt())) {
            position = since.get();
            catchUp();
        } else {
            hasGap();
        }
    }

    private OutcomeKind kindOf(LiveRecord record) {
        return requireNonNull(kinds.get(record.partition().topic()));
    }

    private StreamPosition begunAt() {
        return requireNonNull(begunAt);
    }

    private StreamPosition position() {
        return requireNonNull(position);
    }

    private void catchUp() {
        if (!closed) {
            catchingUp = true;
            catchUps.read(new CatchUps.Missed(key, position(), begunAt(), this));
        }
    }

    private void draw(String newSnapshot) {
        if (!send(position(), "snapshot", newSnapshot)) {
            end();
        } else if (behind) {
            drained();
        } else {
            goLive();
        }
    }

    private void goLive() {
        live = true;
        held.release().forEach(record -> push(kindOf(record), record));
    }

    @Override
    public synchronized void record(LiveRecord record) {
        if (live) {
            push(kindOf(record), record);
        } else if (!behind && !closed) {
            if (!held.add(record)) {
                fallBehind();
            }
        }
    }

    private void push(OutcomeKind kind, LiveRecord record) {
        if (behind || record.offset() < position().next(kind)) {
            return;
        }
        StreamPosition next = position().behind(kind, record.offset());
        if (send(next, kind.eventName(), record.text())) {
            position = next;
        } else {
            fallBehind();
        }
    }

    /** The position stays where the client is; everything behind it is read again. */
    private void fallBehind() {
        behind = true;
        live = false;
        held.release();
    }

    @Override
    public synchronized void drained() {
        EventSink client = sink;
        if (behind && !catchingUp && !closed && client != null && client.isDrained()) {
            behind = false;
            feed.leave(interest, this);
            feed.follow(interest, this);
        }
    }

    @Override
    public synchronized void pulse() {
        EventSink client = sink;
        if (client != null && !closed && progress.isStuck(client)) {
            metrics.reset(Reset.SLOW);
            close();
            client.end(Reset.EVENT, Reset.SLOW.data());
        }
    }

    @Override
    public synchronized void missed(OutcomeKind kind, LiveRecord record) {
        push(kind, record);
    }

    @Override
    public synchronized void isUpToDate() {
        catchingUp = false;
        if (behind) {
            drained();
        } else {
            position = position().orLater(begunAt());
            goLive();
        }
    }

    @Override
    public synchronized void hasGap() {
        catchingUp = false;
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
        if (sink == null || closed) {
            return;
        }
        metrics.reset(Reset.GAP);
        sink.send(null, Reset.EVENT, Reset.GAP.data());
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

    private boolean send(StreamPosition at, @Nullable String event, @Nullable String data) {
        EventSink client = sink;
        boolean sent = client != null && !closed && client.send(at.text(), event, data);
        if (sent && event != null) {
            metrics.pushed();
        }
        return sent;
    }

    private synchronized void end() {
        EventSink client = sink;
        close();
        if (client != null) {
            client.close();
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            live = false;
            held.release();
            feed.leave(interest, this);
        }
    }
}
