package io.podium.ingest.live;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.schemas.json.Json;
import io.podium.schemas.key.RecordKeys;
import io.podium.schemas.topic.Topic;
import io.podium.schemas.topic.Topics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What happens at a tenant, for those who watch: its accepted events or outcomes as they are committed, at most
 * {@value #MOST_A_SECOND} a second; how many were left out is reported each second in which some were.
 */
public final class RecordSample implements LiveStream, FeedListener {

    /** Records that one client gets in a second, at the most. */
    static final int MOST_A_SECOND = 50;

    private final OutcomeFeed feed;
    private final Interest interest;
    private final String tenantPrefix;
    private final Filter filter;
    private final StreamMetrics metrics;
    private @Nullable EventSink sink;
    private final Progress progress = new Progress();
    private int sent;
    private long leftOut;
    private boolean closed;

    /**
     * Which records.
     *
     * @param topics some of {@link #topics()}
     * @param eventType of accepted events; null for all
     * @param participantId whose; null for everybody's
     */
    public record Filter(
            List<Topic<?, ?>> topics,
            @Nullable String eventType,
            @Nullable String participantId) {
        public Filter {
            topics = List.copyOf(topics);
        }
    }

    RecordSample(OutcomeFeed feed, String tenantId, Filter filter, StreamMetrics metrics) {
        this.feed = feed;
        this.filter = filter;
        this.metrics = metrics;
        tenantPrefix = RecordKeys.participant(tenantId, "");
        String key = filter.participantId() == null ? null : tenantPrefix + filter.participantId();
        interest = new Interest(key, filter.topics());
    }

    /** The topics that can be watched. */
    public static List<Topic<?, ?>> topics() {
        List<Topic<?, ?>> topics = new ArrayList<>(List.of(Topics.ACCEPTED_EVENTS));
        OutcomeKind.all().forEach(kind -> topics.add(kind.topic()));
        return List.copyOf(topics);
    }

    @Override
    public synchronized void open(EventSink client) {
        sink = client;
        feed.follow(interest, this);
    }

    @Override
    public void begins(Function<TopicPartition, Long> next) {}

    @Override
    public void record(LiveRecord record) {
        if (record.key().startsWith(tenantPrefix) && isAskedFor(record)) {
            push(record);
        }
    }

    private boolean isAskedFor(LiveRecord record) {
        if (filter.eventType() == null) {
            return true;
        }
        try {
            JsonNode type = Json.tree(record.value()).path("event_type");
            return type.asText().equals(filter.eventType());
        } catch (IOException e) {
            throw new IllegalStateException("expected an accepted event, but " + e.getMessage(), e);
        }
    }

    private synchronized void push(LiveRecord record) {
        EventSink client = sink;
        if (client == null || closed) {
            return;
        }
        if (sent < MOST_A_SECOND && client.send(null, name(record), record.text())) {
            sent++;
            metrics.pushed();
        } else {
            leftOut++;
        }
    }

    private String name(LiveRecord record) {
        String topic = record.partition().topic();
        return topic.substring(0, topic.length() - feed.suffix().length());
    }

    @Override
    public synchronized void pulse() {
        sent = 0;
        EventSink client = sink;
        if (client != null && !closed && progress.isStuck(client)) {
            metrics.reset(Reset.SLOW);
            close();
            client.end(Reset.EVENT, Reset.SLOW.data());
        } else if (leftOut > 0 && client != null && client.send(null, "left_out", "{\"records\":" + leftOut + "}")) {
            leftOut = 0;
        }
    }

    @Override
    public void missed() {}

    @Override
    public synchronized void failed(String reason) {
        EventSink client = sink;
        if (client != null) {
            client.close();
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            feed.leave(interest, this);
        }
    }
}
