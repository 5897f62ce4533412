package io.podium.ingest.live;

import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;

/** Who follows an {@link OutcomeFeed}; called on its thread. */
interface FeedListener {

    /** From these offsets on, records come. */
    void begins(Function<TopicPartition, Long> next);

    /** A record that was committed. */
    void record(LiveRecord record);

    /** Records may have been missed. */
    void missed();

    /** It could not begin, or can't go on; nothing comes any more. */
    void failed(String reason);

    /** Now and then, when all records before these offsets have been handed on. */
    default void tick(Function<TopicPartition, Long> next) {}
}
