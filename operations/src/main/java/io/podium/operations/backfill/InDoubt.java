package io.podium.operations.backfill;

import io.podium.operations.log.CommittedLog;
import io.podium.operations.log.CommittedLog.Range;
import io.podium.operations.log.PartitionReader;
import io.podium.schemas.event.EventHeaders;
import io.podium.schemas.event.EventId;
import io.podium.schemas.topic.Topic;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Rows behind the stored position that the log has, because the step was killed after it had sent them. */
final class InDoubt {

    private static final Pattern ROW = Pattern.compile("[0-9]{1,18}");

    private InDoubt() {}

    /** The ids of their events, by the row's number. */
    static Map<Long, String> of(Run run, Topic<?, ?> topic, CommittedLog log) {
        Map<Long, String> there = new HashMap<>();
        for (Range range : log.ranges(topic, null)) {
            long from = run.nextOffsets().getOrDefault(range.partition().partition(), range.from());
            try (PartitionReader records =
                    log.read(new Range(range.partition(), Math.max(from, range.from()), range.to()))) {
                while (records.hasNext()) {
                    ConsumerRecord<byte[], byte[]> record = records.next();
                    String id = EventId.at(record.topic(), record.partition(), record.offset(), record.timestamp());
                    row(run, record).ifPresent(row -> there.put(row, id));
                }
            }
        }
        return there;
    }

    private static Optional<Long> row(Run run, ConsumerRecord<byte[], byte[]> record) {
        String mine = run.tag() + "/";
        return EventHeaders.text(record.headers(), EventHeaders.IMPORT_ROW)
                .filter(text -> text.startsWith(mine)
                        && ROW.matcher(text.substring(mine.length())).matches())
                .map(text -> Long.valueOf(text.substring(mine.length())));
    }
}
