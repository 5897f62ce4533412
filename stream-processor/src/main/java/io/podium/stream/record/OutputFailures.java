package io.podium.stream.record;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.jspecify.annotations.Nullable;

/**
 * Stops the thread, as Kafka Streams does by default, when output can't be written: leaving it out would break
 * exactly-once and part stores from their changelogs. Before that it notes whose output it was, when that can never be
 * written, so that {@link SkippedRecords} can end it.
 */
public final class OutputFailures extends DefaultProductionExceptionHandler {

    /** The setting that hands the node's {@link SkippedRecords} over; absent in tests without a node. */
    public static final String SKIPPED_RECORDS = "podium.skipped.records";

    private @Nullable SkippedRecords records;

    @Override
    public Response handleError(
            ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception exception) {
        if (records != null
                && (exception instanceof RecordTooLargeException || exception instanceof SerializationException)) {
            records.blame(context.topic(), context.partition(), context.offset());
        }
        return super.handleError(context, record, exception);
    }

    @Override
    public void configure(Map<String, ?> configs) {
        super.configure(configs);
        records = (SkippedRecords) configs.get(SKIPPED_RECORDS);
    }
}
