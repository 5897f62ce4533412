package io.podium.stream.evaluation;

import io.podium.rules.book.RuleBook;
import io.podium.schemas.event.Problem;
import io.podium.schemas.json.Json;
import io.podium.schemas.rule.RuleVersion;
import io.podium.stream.record.StageCounters;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the records of the rules topic into the {@link RuleBook}. A record that is no rule is logged and counted; the
 * rules before it stay in force.
 */
public record RuleRecords(RuleBook book, StageCounters counters) {

    private static final Logger LOG = LoggerFactory.getLogger(RuleRecords.class);

    /** Takes a record in; null, a tombstone, changes nothing, since rules are retired by a version. */
    public void read(String key, byte @Nullable [] value) {
        if (value == null) {
            return;
        }
        try {
            List<Problem> problems = book.publish(Json.read(value, RuleVersion.class));
            if (!problems.isEmpty()) {
                refuse(key, problems.toString());
            }
        } catch (RuntimeException e) {
            refuse(key, String.valueOf(e.getMessage()));
        }
    }

    private void refuse(String key, String reason) {
        counters.refusedRule();
        LOG.error("rule {} is not taken in, the rules before it stay in force: {}", key, reason);
    }
}
