package io.podium.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Ids in paths are data. */
final class Paths {

    private Paths() {}

    /** An id as one segment of a path, whatever it is made of. */
    static String segment(String id) {
        String encoded = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
        return encoded.equals(".") || encoded.equals("..") ? encoded.replace(".", "%2E") : encoded;
    }
}
