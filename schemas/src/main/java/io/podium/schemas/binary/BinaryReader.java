package io.podium.schemas.binary;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the positional forms of state that earlier releases stored: values one after the other, without names. Bytes
 * that can't be such are reported by an {@link IllegalArgumentException}.
 */
public final class BinaryReader {

    private final byte[] bytes;
    private int position;

    BinaryReader(byte[] bytes, int position) {
        this.bytes = bytes;
        this.position = position;
    }

    /** A whole number. */
    public long number() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = raw();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value >>> 1 ^ -(value & 1);
            }
        }
        throw new IllegalArgumentException(
                "expected a number of at most 10 bytes, but a longer one before " + position);
    }

    /** 64 bits that are no number. */
    public long bits() {
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = value << Byte.SIZE | (raw() & 0xFF);
        }
        return value;
    }

    /** True or false. */
    public boolean flag() {
        return raw() != 0;
    }

    /** A text. */
    public String text() {
        int length = length();
        String text = new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return text;
    }

    /** An exact decimal. */
    public BigDecimal decimal() {
        int scale = Math.toIntExact(number());
        int length = length();
        BigInteger unscaled = new BigInteger(bytes, position, length);
        position += length;
        return new BigDecimal(unscaled, scale);
    }

    /** An instant. */
    public Instant instant() {
        return Instant.ofEpochSecond(number(), number());
    }

    /** A value or null. */
    public <V> @Nullable V optional(Supplier<V> read) {
        return flag() ? read.get() : null;
    }

    /** Values in the order in which they were written. */
    public <V> List<V> list(Supplier<V> read) {
        int count = length();
        List<V> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(read.get());
        }
        return values;
    }

    /** Entries in the order in which they were written. */
    public <K, V> Map<K, V> map(Supplier<K> key, Supplier<V> value) {
        int count = length();
        Map<K, V> entries = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            K name = key.get();
            entries.put(name, value.get());
        }
        return entries;
    }

    /** Whether everything is read. */
    boolean isAtEnd() {
        return position == bytes.length;
    }

    /** A number of bytes, or of values of at least a byte, that can still come. */
    private int length() {
        long length = number();
        if (length < 0 || length > bytes.length - position) {
            throw new IllegalArgumentException("expected at most " + (bytes.length - position) + " bytes at " + position
                    + ", but a length of " + length);
        }
        return (int) length;
    }

    private byte raw() {
        if (position == bytes.length) {
            throw new IllegalArgumentException("expected more than " + bytes.length + " bytes");
        }
        return bytes[position++];
    }
}
