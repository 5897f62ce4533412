package io.podium.schemas.binary;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;

/**
 * How one type of state stands in a Protocol Buffers message. Fields may be added at any time: who does not know one
 * passes over it, and who misses one takes its default.
 *
 * @param <T> the type of state
 * @param <M> its message, see {@code src/main/proto}
 */
public interface StateCodec<T, M extends MessageLite> {

    /** The message that holds all of a value. */
    M message(T value);

    /** The value that a message holds. */
    T value(M message);

    /** Reads bytes of the message. */
    Parser<M> parser();

    /** Number of the latest positional form that was written before there were messages; forms begin with 1. */
    byte latestForm();

    /** Reads a positional form, see {@link BinaryReader}. */
    T read(BinaryReader in, byte form);
}
