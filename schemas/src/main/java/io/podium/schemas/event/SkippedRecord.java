package io.podium.schemas.event;

import static java.util.Objects.requireNonNull;

import io.podium.schemas.key.RecordKeys;

/**
 * A record that every run passes over, because it killed the thread that processed it again and again: the value of a
 * {@code skipped-records} record.
 *
 * @param topic that a stage of the live run reads
 * @param attempts how often it killed its thread, at least 1
 * @param reason what killed the thread at last
 */
public record SkippedRecord(String topic, int partition, long offset, int attempts, String reason) {
    public SkippedRecord {
        requireNonNull(topic);
        requireNonNull(reason);
        if (partition < 0 || offset < 0 || attempts < 1) {
            throw new IllegalArgumentException("expected a partition and an offset of at least 0 and attempts of at "
                    + "least 1, but " + partition + ", " + offset + ", " + attempts);
        }
    }

    /** The key of the record in its topic. */
    public String recordKey() {
        return RecordKeys.place(topic, partition, offset);
    }
}
