package io.podium.standalone.backfill;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.podium.schemas.event.EventId;
import io.podium.schemas.json.Json;
import io.podium.schemas.topic.Topics;
import io.podium.standalone.log.CommittedLog;
import io.podium.standalone.log.CommittedLog.Range;
import io.podium.standalone.log.PartitionReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.OptionalLong;

/** What the live run made of an import, counted in {@code accepted-events} by the event ids of its rows. */
final class Reconciliation {

    /** Clocks of brokers and of this machine may differ by so much. */
    private static final Duration SLACK = Duration.ofMinutes(2);

    private Reconciliation() {}

    static Report of(Run run, CommittedLog log) throws IOException {
        long accepted = 0;
        long twice = 0;
        BitSet rows = new BitSet();
        Instant from = Instant.ofEpochMilli(run.startedAt()).minus(SLACK);
        for (Range range : log.ranges(Topics.ACCEPTED_EVENTS, from)) {
            try (PartitionReader records = log.read(range)) {
                while (records.hasNext()) {
                    OptionalLong row = row(records.next().value(), run);
                    if (row.isPresent()) {
                        int bit = Math.toIntExact(row.getAsLong());
                        accepted++;
                        twice += rows.get(bit) ? 1 : 0;
                        rows.set(bit);
                    }
                }
            }
        }
        return new Report(
                run.source(), run.rows(), accepted, run.known(), run.sent() - accepted, run.rejected(), twice);
    }

    /** The id is the first member of an accepted event, so there is no need to read on. */
    private static OptionalLong row(byte[] event, Run run) throws IOException {
        if (event == null) {
            return OptionalLong.empty();
        }
        try (JsonParser parser = Json.mapper().createParser(event)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.FIELD_NAME
                        && parser.currentName().equals("event_id")) {
                    return EventId.rowOf(parser.nextTextValue(), run.startedAt(), run.tag());
                }
            }
        }
        return OptionalLong.empty();
    }
}
