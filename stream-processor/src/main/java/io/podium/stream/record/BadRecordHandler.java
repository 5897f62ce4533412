package io.podium.stream.record;

import io.podium.schemas.event.Problem;
import io.podium.schemas.topic.Topics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a bad record from stopping the stream: what a stage can't read, or fails on by a defect of ours, goes to the
 * dead-letter topic in the same transaction and the stream goes on. Faults of Kafka or of a store are no fault of the
 * record and stop the thread, which is then replaced.
 */
public final class BadRecordHandler implements DeserializationExceptionHandler, ProcessingExceptionHandler {

    /** The setting that names the dead-letter topic of this run; the live run's by default. */
    public static final String DEAD_LETTER_TOPIC = "podium.dead.letter.topic";

    private static final Logger LOG = LoggerFactory.getLogger(BadRecordHandler.class);

    private String topic = Topics.RAW_EVENTS_DLQ.name();

    @Override
    public DeserializationExceptionHandler.Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
        return DeserializationExceptionHandler.Response.resume(
                List.of(deadLetter(context, record.headers(), record.key(), record.value(), "unreadable", exception)));
    }

    @Override
    public ProcessingExceptionHandler.Response handleError(
            ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
        if (exception instanceof KafkaException) {
            return ProcessingExceptionHandler.Response.fail();
        }
        String code = "processing_failed";
        byte[] value = context.sourceRawValue();
        if (exception instanceof SkippedRecordException skipped) {
            code = "skipped";
            value = skipped.isTooLarge() ? null : value; // it stays where the headers say that it came from
        }
        return ProcessingExceptionHandler.Response.resume(
                List.of(deadLetter(context, context.headers(), context.sourceRawKey(), value, code, exception)));
    }

    private ProducerRecord<byte[], byte[]> deadLetter(
            ErrorHandlerContext context,
            Headers headers,
            byte @Nullable [] key,
            byte @Nullable [] value,
            String code,
            Exception exception) {
        LOG.error(
                "{} of {}-{} goes to {}: {} at {}",
                context.offset(),
                context.topic(),
                context.partition(),
                topic,
                code,
                context.processorNodeId(),
                exception);
        DeadLetters.Letter letter = DeadLetters.letter(
                key,
                value,
                headers,
                context.topic(),
                context.partition(),
                context.offset(),
                List.of(new Problem("", code, "expected a record of " + context.topic() + ", but " + exception)));
        return new ProducerRecord<>(topic, null, context.timestamp(), letter.key(), letter.value(), letter.headers());
    }

    @Override
    public void configure(Map<String, ?> configs) {
        if (configs.get(DEAD_LETTER_TOPIC) instanceof String named) {
            topic = named;
        }
    }
}
