package io.podium.ingest.http;

import io.podium.schemas.event.Limits;
import io.podium.schemas.event.Problem;
import io.podium.schemas.event.RawEventParser;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.HttpString;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code Idempotency-Key}: the same text as a body's {@code idempotency_key}. Bytes are UTF-8; the quotes of
 * the form that the IETF's draft gives it (a structured string, RFC 8941, section 3.3.3) are no part of the key.
 */
final class IdempotencyKeyHeader {

    private static final HttpString NAME = new HttpString("Idempotency-Key");
    private static final String PATH = "header Idempotency-Key";

    private IdempotencyKeyHeader() {}

    /** The key in these headers; null when there is none. */
    static @Nullable String read(HeaderMap headers) throws RefusedException {
        HeaderValues values = headers.get(NAME);
        if (values == null || values.isEmpty()) {
            return null;
        }
        if (values.size() > 1) {
            throw refused("repeated", "expected one header Idempotency-Key, but " + values.size() + " came");
        }
        String key = RawEventParser.trimmed(unquoted(utf8(values.getFirst())));
        if (key.isEmpty() || key.length() > Limits.ID_CHARACTERS) {
            throw refused(
                    "bad_format",
                    "expected 1 to " + Limits.ID_CHARACTERS + " characters, but " + key.length() + " came");
        }
        return key;
    }

    /** The server reads headers byte by byte, as ISO 8859-1 does. */
    private static String utf8(String header) throws RefusedException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(header.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refused("bad_encoding", "expected a key in UTF-8, but other bytes came");
        }
    }

    private static String unquoted(String text) {
        String trimmed = text.strip();
        if (trimmed.length() < 2 || trimmed.charAt(0) != '"' || trimmed.charAt(trimmed.length() - 1) != '"') {
            return text;
        }
        StringBuilder key = new StringBuilder(trimmed.length());
        for (int i = 1; i < trimmed.length() - 1; i++) {
            char c = trimmed.charAt(i);
            boolean escape = c == '\\' && i + 1 < trimmed.length() - 1 && "\"\\".indexOf(trimmed.charAt(i + 1)) >= 0;
            key.append(escape ? trimmed.charAt(++i) : c);
        }
        return key.toString();
    }

    private static RefusedException refused(String code, String message) {
        return new RefusedException(
                Refusal.badRequest("invalid_event", message, List.of(new Problem(PATH, code, message))));
    }
}
