package io.podium.ingest.http;

import io.podium.schemas.key.Sha256;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * What spares clients of reads to be sent the same again (RFC 9110 and 9111): a weak tag, 304 for who has it already,
 * how long an answer may be kept, and gzip for those who take it.
 */
final class ReadCaching {

    static final String CACHE_CONTROL = "Cache-Control";

    /** Whoever keeps it asks before using it. */
    static final String REVALIDATED = "private, no-cache";

    private static final int GZIP_FROM_BYTES = 1024;
    private static final int TAG_BYTES = 12;
    private static final HttpString CACHE_CONTROL_HEADER = new HttpString(CACHE_CONTROL);

    private ReadCaching() {}

    /** Whether a request is a read. */
    static boolean isRead(HttpServerExchange exchange) {
        return exchange.getRequestMethod().equals(Methods.GET)
                || exchange.getRequestMethod().equals(Methods.HEAD);
    }

    /**
     * Puts the headers of a read's answer.
     *
     * @return the body to be sent; null where the client has it already, then the status is 304
     */
    static byte @Nullable [] prepare(HttpServerExchange exchange, int status, byte[] body) {
        HeaderMap answer = exchange.getResponseHeaders();
        if (status != 200) {
            answer.put(CACHE_CONTROL_HEADER, "no-store");
            return body;
        } else if (!answer.contains(CACHE_CONTROL_HEADER)) {
            answer.put(CACHE_CONTROL_HEADER, REVALIDATED);
        }
        answer.add(Headers.VARY, Headers.ACCEPT_ENCODING_STRING + ", " + Headers.AUTHORIZATION_STRING);
        String tag = tag(body);
        answer.put(Headers.ETAG, tag);
        if (has(exchange.getRequestHeaders().getFirst(Headers.IF_NONE_MATCH), tag)) {
            exchange.setStatusCode(304);
            return null;
        }
        boolean zipped = body.length > GZIP_FROM_BYTES
                && takesGzip(exchange.getRequestHeaders().getFirst(Headers.ACCEPT_ENCODING));
        if (!zipped) {
            return body;
        }
        answer.put(Headers.CONTENT_ENCODING, "gzip");
        return zip(body);
    }

    private static String tag(byte[] body) {
        return "W/\"" + HexFormat.of().formatHex(Sha256.of(body), 0, TAG_BYTES) + "\"";
    }

    /** By the weak comparison, in which {@code W/} does not matter. */
    private static boolean has(@Nullable String ifNoneMatch, String tag) {
        return ifNoneMatch != null
                && Arrays.stream(ifNoneMatch.split(","))
                        .map(String::strip)
                        .anyMatch(known -> known.equals("*") || ("W/" + known).endsWith(tag));
    }

    private static boolean takesGzip(@Nullable String acceptEncoding) {
        return acceptEncoding != null
                && Arrays.stream(acceptEncoding.split(","))
                        .map(coding -> coding.replace(" ", ""))
                        .anyMatch(coding -> (coding.equals("gzip") || coding.startsWith("gzip;"))
                                && !coding.matches(".*;q=0(\\.0*)?"));
    }

    private static byte[] zip(byte[] body) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream(body.length / 2);
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }
}
