package io.podium.ingest.live;

import java.util.Locale;

/** Why a client must draw anew, or come again. */
enum Reset {
    /** It missed something. */
    GAP,
    /** For a while nothing could be written to it. */
    SLOW,
    /** Its node stops. */
    DRAIN;

    /** The name of the event. */
    static final String EVENT = "reset";

    /** The name of the reason, in streams and in metrics. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The data of the event. */
    String data() {
        return "{\"reason\":\"" + wireName() + "\"}";
    }
}
