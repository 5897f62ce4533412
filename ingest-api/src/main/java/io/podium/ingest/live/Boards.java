package io.podium.ingest.live;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.schemas.json.Json;
import io.podium.schemas.key.RecordKeys;
import io.podium.schemas.topic.Topic;
import io.podium.schemas.topic.Topics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Boards that clients look at: when a contest's score or state has changed, each board is read again, at most once in
 * {@value #PACE_MS} ms and once for all clients with the same view of it, and goes to those for whom it has changed.
 */
final class Boards implements FeedListener {

    private static final long PACE_MS = 500;
    /** Views of one board that are read at once. */
    private static final int MOST_READS = 16;

    private static final List<Topic<?, ?>> TOPICS = List.of(Topics.CONTEST_OUTCOMES, Topics.CONTEST_STANDINGS);

    private final OutcomeFeed feed;
    private final ScheduledExecutorService scheduler;
    private final StreamMetrics metrics;
    private final Interest interest = new Interest(null, TOPICS);
    private final String standings;
    private final Map<String, Board> boards = new HashMap<>();

    Boards(OutcomeFeed feed, ScheduledExecutorService scheduler, StreamMetrics metrics) {
        this.feed = feed;
        this.scheduler = scheduler;
        this.metrics = metrics;
        standings = Topics.CONTEST_STANDINGS.name() + feed.suffix();
    }

    /** A board and those who look at it; guarded by {@link Boards}. */
    private static final class Board {
        private final List<BoardStream> streams = new ArrayList<>();
        private boolean changed;
        private boolean busy;
        private long readNanos = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(PACE_MS);
    }

    /** One client's view. */
    private final class BoardStream implements LiveStream {

        private final String contestKey;
        private final BoardView view;
        private final Progress progress = new Progress();
        private String shown;
        private @Nullable String later;
        private @Nullable EventSink sink;

        BoardStream(String contestKey, BoardView view, String shown) {
            this.contestKey = contestKey;
            this.view = view;
            this.shown = shown;
        }

        @Override
        public void open(EventSink client) {
            synchronized (this) {
                sink = client;
                client.send(null, "snapshot", shown);
            }
            add(this);
        }

        synchronized void show(String board) {
            EventSink client = sink;
            if (client == null || board.equals(shown)) {
                return;
            }
            if (client.send(null, "leaderboard", board)) {
                shown = board;
                later = null;
                metrics.pushed();
            } else {
                later = board; // the latest of those that found no room
            }
        }

        @Override
        public synchronized void drained() {
            if (later != null) {
                show(later);
            }
        }

        @Override
        public synchronized void pulse() {
            EventSink client = sink;
            if (client != null && progress.isStuck(client)) {
                metrics.reset(Reset.SLOW);
                sink = null;
                client.end(Reset.EVENT, Reset.SLOW.data());
            }
        }

        @Override
        public void close() {
            remove(this);
        }
    }

    /** A stream of a board. */
    LiveStream stream(String contestKey, BoardView view, String snapshot) {
        return new BoardStream(contestKey, view, snapshot);
    }

    private void add(BoardStream stream) {
        synchronized (this) {
            if (boards.isEmpty()) {
                feed.follow(interest, this);
            }
            boards.computeIfAbsent(stream.contestKey, none -> new Board())
                    .streams
                    .add(stream);
        }
        changed(stream.contestKey); // it may have, since the snapshot was read
    }

    private synchronized void remove(BoardStream stream) {
        Board board = boards.get(stream.contestKey);
        if (board != null && board.streams.remove(stream) && board.streams.isEmpty()) {
            boards.remove(stream.contestKey);
            if (boards.isEmpty()) {
                feed.leave(interest, this);
            }
        }
    }

    @Override
    public void begins(Function<TopicPartition, Long> next) {
        allChanged();
    }

    @Override
    public void missed() {
        allChanged();
    }

    /** Clients keep what they see until it could begin again. */
    @Override
    public void failed(String reason) {
        synchronized (this) {
            if (!boards.isEmpty()) {
                scheduler.schedule(this::followAgain, 1, TimeUnit.SECONDS);
            }
        }
    }

    private synchronized void followAgain() {
        if (!boards.isEmpty()) {
            feed.follow(interest, this);
        }
    }

    private void allChanged() {
        List<String> all;
        synchronized (this) {
            all = List.copyOf(boards.keySet());
        }
        all.forEach(this::changed);
    }

    @Override
    public void record(LiveRecord record) {
        if (record.partition().topic().equals(standings)) {
            changed(record.key());
            return;
        }
        try {
            JsonNode contest = Json.tree(record.value()).path("contest_id");
            changed(RecordKeys.contest(RecordKeys.tenantOf(record.key()), contest.asText()));
        } catch (IOException e) {
            throw new IllegalStateException("expected a contest's outcome, but " + e.getMessage(), e);
        }
    }

    private synchronized void changed(String contestKey) {
        Board board = boards.get(contestKey);
        if (board == null) {
            return;
        }
        board.changed = true;
        if (!board.busy) {
            board.busy = true;
            readLater(contestKey, board);
        }
    }

    private void readLater(String contestKey, Board board) {
        long since = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - board.readNanos);
        try {
            scheduler.schedule(() -> read(contestKey), Math.max(0, PACE_MS - since), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            board.changed = false; // the node stops
        }
    }

    /** One query for all that have the same view. */
    private void read(String contestKey) {
        Map<String, List<BoardStream>> views = new LinkedHashMap<>();
        synchronized (this) {
            Board board = boards.get(contestKey);
            if (board == null) {
                return;
            }
            board.changed = false;
            board.readNanos = System.nanoTime();
            board.streams.forEach(stream -> views.computeIfAbsent(stream.view.name(), none -> new ArrayList<>())
                    .add(stream));
        }
        CompletableFuture.completedFuture(List.copyOf(views.values()))
                .thenCompose(all -> read(all, 0))
                .whenComplete((done, failure) -> afterRead(contestKey, failure));
    }

    /** Some at once, then the next. */
    private static CompletableFuture<Void> read(List<List<BoardStream>> views, int from) {
        List<List<BoardStream>> some = views.subList(from, Math.min(views.size(), from + MOST_READS));
        CompletableFuture<?>[] reads = some.stream()
                .map(streams -> streams.get(0)
                        .view
                        .read()
                        .get()
                        .thenAccept(found -> found.ifPresent(board -> streams.forEach(stream -> stream.show(board)))))
                .toArray(CompletableFuture[]::new);
        CompletableFuture<Void> all = CompletableFuture.allOf(reads);
        return from + MOST_READS >= views.size() ? all : all.thenCompose(done -> read(views, from + MOST_READS));
    }

    private synchronized void afterRead(String contestKey, @Nullable Throwable failure) {
        Board board = boards.get(contestKey);
        if (board == null) {
            return;
        }
        if (board.changed || failure != null) {
            readLater(contestKey, board);
        } else {
            board.busy = false;
        }
    }
}
