package io.podium.ingest.http;

/** What a route asks of its callers. */
enum Access {
    /** An admin key. */
    ADMIN,
    /** Any key; or a token with scope read, of the participant that the path names where it names one. */
    READ,
    /** Any key; or a token with scope stream, of the participant that the path names where it names one. */
    FOLLOW,
    /** An admin key; or a token with scope events, for events of its participant. */
    SEND
}
