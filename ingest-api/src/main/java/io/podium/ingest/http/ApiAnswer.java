package io.podium.ingest.http;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An HTTP answer before it is written.
 *
 * @param body written as JSON, but for a {@link io.podium.ingest.live.LiveStream}, which the client follows
 */
record ApiAnswer(int status, Map<String, String> headers, Object body) {
    ApiAnswer {
        requireNonNull(body);
        headers = Map.copyOf(headers);
    }

    static ApiAnswer of(int status, Object body) {
        return new ApiAnswer(status, Map.of(), body);
    }

    ApiAnswer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new ApiAnswer(status, more, body);
    }
}
