package io.podium.stream.topology;

import io.podium.schemas.event.ArrivalSpan;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Lets through what arrived in a span of time. */
final class PublishedSpan extends ContextualProcessor<Object, Object, Object, Object> {

    private final ArrivalSpan span;

    PublishedSpan(ArrivalSpan span) {
        this.span = span;
    }

    @Override
    public void process(Record<Object, Object> record) {
        if (span.holds(record.timestamp())) {
            context().forward(record);
        }
    }
}
