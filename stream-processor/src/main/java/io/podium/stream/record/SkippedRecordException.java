package io.podium.stream.record;

import io.podium.schemas.event.SkippedRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** Passes a record over that is to be skipped: caught by {@link BadRecordHandler}, which dead-letters it. */
final class SkippedRecordException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient SkippedRecord record;

    SkippedRecordException(SkippedRecord record) {
        super(
                "it killed its thread " + record.attempts() + " times, at last by " + record.reason(),
                null,
                false,
                false);
        this.record = record;
    }

    /** Whether it was too large for Kafka, as its dead letter would be if it held the record's value. */
    boolean isTooLarge() {
        return record.reason().startsWith(RecordTooLargeException.class.getName());
    }
}
