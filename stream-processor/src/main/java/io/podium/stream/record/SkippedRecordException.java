package io.podium.stream.record;

import io.podium.schemas.event.SkippedRecord;

/** Passes a record over that is to be skipped: caught by {@link BadRecordHandler}, which dead-letters it. */
final class SkippedRecordException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SkippedRecordException(SkippedRecord record) {
        super(
                "it killed its thread " + record.attempts() + " times, at last by " + record.reason(),
                null,
                false,
                false);
    }
}
