package io.podium.schemas.event;

/**
 * The value of a {@code heartbeats} record, whose timestamp is the time.
 *
 * @param offset of the mark that the same processor wrote into the same partition of {@code raw-events}
 */
public record HeartbeatMark(long offset) {
    public HeartbeatMark {
        if (offset < 0) {
            throw new IllegalArgumentException("expected an offset of at least 0, but " + offset);
        }
    }
}
