package io.podium.schemas.binary;

/**
 * How one type of state stands in bytes. What is written is read by the same release or a later one; a change of form
 * needs a further {@link StateSerde} form.
 *
 * @param <T> the type of state
 */
public interface BinaryCodec<T> {

    /** Writes all of a value. */
    void write(T value, BinaryWriter out);

    /** Reads what {@link #write} wrote. */
    T read(BinaryReader in);

    /** Number of the form that {@link #write} writes, 1 to 100. */
    default byte form() {
        return 1;
    }

    /** Reads a form, this one or an earlier one. */
    default T read(BinaryReader in, byte form) {
        return read(in);
    }
}
