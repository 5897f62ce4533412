package io.podium.schemas.binary;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Writes values one after the other, without names: whole numbers as variable-length integers (seven bits a byte, sign
 * folded into the lowest bit, as in Protocol Buffers), texts as UTF-8 after their length. {@link BinaryReader} reads
 * them in the same order.
 */
public final class BinaryWriter {

    private static final int INITIAL_BYTES = 192;
    private static final int MAX_NUMBER_BYTES = 10;

    private byte[] buffer = new byte[INITIAL_BYTES];
    private int size;

    /** A whole number, 1 to 10 bytes. */
    public BinaryWriter number(long value) {
        ensure(MAX_NUMBER_BYTES);
        long rest = value << 1 ^ value >> Long.SIZE - 1;
        while ((rest & ~0x7FL) != 0) {
            buffer[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        buffer[size++] = (byte) rest;
        return this;
    }

    /** 64 bits that are no number, as those of a hash: always 8 bytes. */
    public BinaryWriter bits(long value) {
        ensure(Long.BYTES);
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            buffer[size++] = (byte) (value >>> shift);
        }
        return this;
    }

    /** True or false. */
    public BinaryWriter flag(boolean value) {
        ensure(1);
        buffer[size++] = (byte) (value ? 1 : 0);
        return this;
    }

    /** A text; lone surrogates, which UTF-8 can't hold, become question marks. */
    public BinaryWriter text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /** An exact decimal with its scale. */
    public BinaryWriter decimal(BigDecimal value) {
        return number(value.scale()).bytes(value.unscaledValue().toByteArray());
    }

    /** An instant, exact to the nanosecond. */
    public BinaryWriter instant(Instant value) {
        return number(value.getEpochSecond()).number(value.getNano());
    }

    /** A value or null. */
    public <V> BinaryWriter optional(V value, Consumer<V> write) {
        flag(value != null);
        if (value != null) {
            write.accept(value);
        }
        return this;
    }

    /** Values in their order. */
    public <V> BinaryWriter list(Collection<V> values, Consumer<V> write) {
        number(values.size());
        values.forEach(write);
        return this;
    }

    /** Entries in the map's order. */
    public <K, V> BinaryWriter map(Map<K, V> entries, BiConsumer<K, V> write) {
        number(entries.size());
        entries.forEach(write);
        return this;
    }

    /** All that was written. */
    public byte[] toBytes() {
        return Arrays.copyOf(buffer, size);
    }

    /** One byte as it is. */
    BinaryWriter raw(byte value) {
        ensure(1);
        buffer[size++] = value;
        return this;
    }

    private BinaryWriter bytes(byte[] value) {
        number(value.length);
        ensure(value.length);
        System.arraycopy(value, 0, buffer, size, value.length);
        size += value.length;
        return this;
    }

    private void ensure(int more) {
        if (buffer.length - size < more) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
        }
    }
}
