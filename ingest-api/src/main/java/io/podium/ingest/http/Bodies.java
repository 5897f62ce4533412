package io.podium.ingest.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** Checks and inflates request bodies. */
final class Bodies {
    private Bodies() {}

    /** Whether the media type is JSON in UTF-8. */
    static void requireJson(String contentType) throws RefusedException {
        String type =
                contentType == null ? "" : contentType.toLowerCase(Locale.ROOT).replace(" ", "");
        if (!type.equals("application/json")
                && !type.equals("application/json;charset=utf-8")
                && !type.equals("application/json;charset=\"utf-8\"")) {
            throw new RefusedException(Refusal.unsupportedMedia("expected Content-Type application/json, but "
                    + (contentType == null ? "there is none" : contentType)));
        }
    }

    /** Whether the body is gzipped; refuses other encodings. */
    static boolean isGzip(String contentEncoding) throws RefusedException {
        if (contentEncoding == null || contentEncoding.equalsIgnoreCase("identity")) {
            return false;
        }
        if (contentEncoding.equalsIgnoreCase("gzip")) {
            return true;
        }
        throw new RefusedException(
                Refusal.unsupportedMedia("expected Content-Encoding gzip or identity, but " + contentEncoding));
    }

    /** Inflates at most {@code limit} bytes, so that a small body can't become a large one. */
    static byte[] inflate(byte[] gzipped, int limit) throws RefusedException {
        byte[] inflated;
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzipped))) {
            inflated = in.readNBytes(limit + 1);
        } catch (IOException e) {
            throw new RefusedException(Refusal.badRequest(
                    "malformed_gzip", "expected a gzip body, but " + e.getMessage(), java.util.List.of()));
        }
        if (inflated.length > limit) {
            throw new RefusedException(Refusal.tooLarge(limit));
        }
        return inflated;
    }
}
