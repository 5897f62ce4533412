package io.podium.operations.backfill;

import com.fasterxml.jackson.annotation.JsonValue;
import io.podium.ingest.command.GrantBody;
import io.podium.schemas.topic.Topic;
import io.podium.schemas.topic.Topics;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** What an import makes of rows, and where it writes them. */
public enum RowKind {
    /** Events, as clients send them. */
    EVENTS,
    /** Commands that give points, as an API node writes them. */
    GRANTS;

    private static final Set<String> OF_EVENTS =
            Set.of("participant_id", "event_type", "occurred_at", "idempotency_key", "source", "attributes");

    /** The topic that rows are written to. */
    public Topic<byte[], byte[]> topic() {
        return switch (this) {
            case EVENTS -> Topics.RAW_EVENTS;
            case GRANTS -> Topics.RAW_COMMANDS;
        };
    }

    /** Its name. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The member that is a time, which the format's pattern reads. */
    String time() {
        return switch (this) {
            case EVENTS -> "occurred_at";
            case GRANTS -> "expires_at";
        };
    }

    /** The members that a mapping may have, sorted. */
    Set<String> members() {
        Set<String> members = new TreeSet<>(this == EVENTS ? OF_EVENTS : GrantBody.MEMBERS);
        members.add(Mapping.TENANT);
        return members;
    }
}
