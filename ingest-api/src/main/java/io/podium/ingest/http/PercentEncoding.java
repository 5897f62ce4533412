package io.podium.ingest.http;

import io.podium.schemas.event.Problem;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decodes what a client has percent-encoded (RFC 3986, section 2.1), each piece once and strictly: what is no UTF-8 is
 * refused, so that two different pieces never become the same text.
 */
final class PercentEncoding {

    private static final int HEX = 16;
    /** More parameters than any route knows, and few enough to be looked at. */
    private static final int MAX_PARAMETERS = 100;

    private PercentEncoding() {}

    /** A segment of a path; a plus is a plus. */
    static String segment(String raw, String name) throws RefusedException {
        return decode(raw, false, name);
    }

    /** A query string, without its question mark; a plus is a space, as in forms. Each parameter may come once. */
    static Map<String, String> query(String raw) throws RefusedException {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (raw.isEmpty()) {
            return parameters;
        }
        for (String pair : raw.split("&", MAX_PARAMETERS + 1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals), true, "query");
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1), true, name);
            if (parameters.put(name, value) != null) {
                throw refused(name, "repeated", "expected the parameter " + name + " once, but it came again");
            }
        }
        return parameters;
    }

    private static String decode(String raw, boolean plusIsSpace, String name) throws RefusedException {
        if (raw.indexOf('%') < 0 && (!plusIsSpace || raw.indexOf('+') < 0)) {
            return raw;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                boolean whole = i + 2 < raw.length();
                int high = whole ? Character.digit(raw.charAt(i + 1), HEX) : -1;
                int low = whole ? Character.digit(raw.charAt(i + 2), HEX) : -1;
                if (high < 0 || low < 0) {
                    throw refused(name, "bad_encoding", "expected two hexadecimal digits behind each %");
                }
                bytes.write(high * HEX + low);
                i += 2;
            } else if (c == '+' && plusIsSpace) {
                bytes.write(' ');
            } else {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refused(name, "bad_encoding", "expected percent-encoded UTF-8, but other bytes came");
        }
    }

    private static RefusedException refused(String name, String code, String message) {
        return new RefusedException(
                Refusal.badRequest("invalid_parameter", message, List.of(new Problem(name, code, message))));
    }
}
