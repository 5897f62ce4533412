package io.podium.ingest.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Inflates request bodies, and reports what they will need. */
final class Bodies {
    private static final int CHUNK_BYTES = 16 * 1024;
    /** An object node with its map and its table of members, on a 64-bit JVM with compressed pointers. */
    private static final int OBJECT_BYTES = 160;
    /** An array node with its list and the list's first elements. */
    private static final int ARRAY_BYTES = 120;
    /** A member's entry and its value's node, or an element's. */
    private static final int MEMBER_BYTES = 80;

    private Bodies() {}

    /**
     * Inflates at most {@code limit} bytes, so that a small body can't become a large one, and within the lease of its
     * request, so that many of them can't together.
     */
    static byte[] inflate(byte[] gzipped, int limit, Admission.Lease lease) throws RefusedException {
        ByteArrayOutputStream inflated = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK_BYTES];
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzipped))) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                if (inflated.size() + read > limit) {
                    throw new RefusedException(Refusal.tooLarge(limit));
                }
                if (!lease.grow(read)) {
                    throw new RefusedException(Refusal.crowded());
                }
                inflated.write(chunk, 0, read);
            }
        } catch (IOException e) {
            throw new RefusedException(
                    Refusal.badRequest("malformed_gzip", "expected a gzip body, but " + e.getMessage(), List.of()));
        }
        return inflated.toByteArray();
    }

    /**
     * What a JSON document takes at the most as a tree, in bytes, beside its own: estimated from its braces, brackets
     * and commas, since three bytes of text can be an object of a hundred.
     */
    static long parsedBytes(byte[] json) {
        long bytes = 0;
        for (byte one : json) {
            switch (one) {
                case '{' -> bytes += OBJECT_BYTES;
                case '[' -> bytes += ARRAY_BYTES;
                case ',' -> bytes += MEMBER_BYTES;
                default -> bytes++;
            }
        }
        return bytes;
    }
}
