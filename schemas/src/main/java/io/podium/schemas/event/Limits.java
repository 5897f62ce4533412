package io.podium.schemas.event;

import io.podium.schemas.json.NumberBounds;

/** The size limits of the public contract. Every door into the system applies the same ones. */
public final class Limits {
    /** Longest participant id, idempotency key and source, in UTF-16 characters. */
    public static final int ID_CHARACTERS = 255;
    /** Longest event type, in UTF-16 characters. */
    public static final int EVENT_TYPE_CHARACTERS = 100;
    /** Longest tenant id, in characters. */
    public static final int TENANT_CHARACTERS = 100;
    /** Largest {@code attributes} object, in bytes of compact JSON. */
    public static final int ATTRIBUTES_BYTES = 64 * 1024;
    /** Deepest {@code attributes}; the object itself is level 1. */
    public static final int ATTRIBUTES_DEPTH = 16;
    /** Largest and smallest power of ten of a number, as in an IEEE 754 double. */
    public static final int NUMBER_EXPONENT = NumberBounds.EXPONENT;
    /** Largest body of a single or sync request, in bytes, also after inflating. */
    public static final int BODY_BYTES = 1024 * 1024;
    /** Largest body of a batch request, in bytes, also after inflating. */
    public static final int BATCH_BODY_BYTES = 16 * 1024 * 1024;
    /** Largest value of a {@code raw-events} record, in bytes: it still fits into a topic when its key is added. */
    public static final int RECORD_BYTES = 1_000_000;
    /** Most events in one batch. */
    public static final int BATCH_EVENTS = 500;

    /** Most holds that a participant may have at the same time. */
    public static final int HOLDS = 20;

    private Limits() {}
}
