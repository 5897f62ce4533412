package io.podium.operations.backtest;

import io.podium.operations.backtest.BacktestReport.Decision;
import io.podium.operations.backtest.BacktestReport.Decisions;
import io.podium.schemas.command.Command;
import io.podium.schemas.event.AcceptedEvent;
import io.podium.schemas.json.Json;
import io.podium.schemas.query.PointsTransaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Commands that are done under one set of rules and refused under the other: all are counted, the first are kept. */
final class Disagreements {

    private final Count refused = new Count();
    private final Count done = new Count();

    /** A kind's number, and examples. */
    private static final class Count {
        private final Map<String, Long> byKind = new TreeMap<>();
        private final List<Decision> examples = new ArrayList<>();

        void add(AcceptedEvent event, Command command, Instant at, PointsTransaction refusal) {
            String kind = kind(command);
            byKind.merge(kind, 1L, Long::sum);
            if (refusal.refusal() != null && examples.size() < BacktestReport.MOST_EXAMPLES) {
                examples.add(new Decision(
                        event.eventId(),
                        event.idempotencyKey(),
                        event.participantId(),
                        kind,
                        at,
                        refusal.refusal().code(),
                        refusal.refusal().required(),
                        refusal.available()));
            }
        }

        Decisions decisions() {
            return new Decisions(byKind, examples);
        }
    }

    /** The name of a command's kind, as its record has it. */
    private static String kind(Command command) {
        return Json.mapper().valueToTree(command).path("type").asText();
    }

    /**
     * What an event was answered under both; nothing is counted where it is no command.
     *
     * @param at its arrival
     */
    void add(AcceptedEvent event, Instant at, Optional<PointsTransaction> before, Optional<PointsTransaction> after) {
        if (event.command() == null || before.isEmpty() || after.isEmpty()) {
            return;
        }
        boolean wasDone = before.get().refusal() == null;
        boolean isDone = after.get().refusal() == null;
        if (wasDone && !isDone) {
            refused.add(event, event.command(), at, after.get());
        } else if (!wasDone && isDone) {
            done.add(event, event.command(), at, before.get());
        }
    }

    /** Those that were done, and would be refused. */
    Decisions refused() {
        return refused.decisions();
    }

    /** Those that were refused, and would be done. */
    Decisions done() {
        return done.decisions();
    }
}
