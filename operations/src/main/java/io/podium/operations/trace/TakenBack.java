package io.podium.operations.trace;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.operations.log.CommittedLog.Range;
import io.podium.rules.note.Note;
import io.podium.schemas.command.Command;
import io.podium.schemas.event.AcceptedEvent;
import io.podium.schemas.json.Json;
import io.podium.schemas.topic.Topic;
import io.podium.schemas.topic.Topics;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * By what an event was taken back, and how much of it: the participant's later events and commands that name it, and
 * what the outcomes say of each. Not evaluated anew, since how long the live run keeps its ledger is not in the log.
 */
final class TakenBack {

    private final TenantLog tenant;

    TakenBack(TenantLog tenant) {
        this.tenant = tenant;
    }

    /** An event or a command that names another one to be taken back. */
    private record Reversal(AcceptedEvent event, String wanted, Instant at) {

        static @Nullable String wanted(AcceptedEvent event) {
            return event.command() instanceof Command.Reverse reverse ? reverse.reverses() : event.reverses();
        }

        String shown() {
            String kind = event.command() == null ? "event " : "command ";
            String how = event.command() instanceof Command.Reverse reverse
                    ? " (" + reverse.reason()
                            + (reverse.ratio().compareTo(BigDecimal.ONE) == 0
                                    ? ""
                                    : ", " + reverse.ratio().toPlainString() + " of it")
                            + ")"
                    : "";
            return kind + event.eventId() + how + " at " + at;
        }
    }

    /**
     * A line for each that took the event back, or was to; none where nothing names it.
     *
     * @param partition of {@code accepted-events} that it is in
     */
    List<String> of(AcceptedEvent event, Range partition, long offset, Instant arrivedAt) {
        List<String> lines = new ArrayList<>();
        for (Reversal reversal : reversals(event, partition, offset)) {
            Instant from = reversal.at().isBefore(arrivedAt) ? reversal.at() : arrivedAt;
            line(event, reversal, from).ifPresent(lines::add);
        }
        return lines;
    }

    private List<Reversal> reversals(AcceptedEvent event, Range partition, long offset) {
        List<Reversal> reversals = new ArrayList<>();
        Range later = new Range(partition.partition(), offset + 1, partition.to());
        tenant.each(later, (range, record) -> {
            if (tenant.isMine(record)) {
                AcceptedEvent other = Json.read(record.value(), AcceptedEvent.class);
                String wanted = Reversal.wanted(other);
                if (wanted != null && other.participantId().equals(event.participantId()) && names(wanted, event)) {
                    reversals.add(new Reversal(other, wanted, Instant.ofEpochMilli(record.timestamp())));
                }
            }
        });
        return reversals;
    }

    /** Keys of commands are no events' keys. */
    private static boolean names(String wanted, AcceptedEvent event) {
        return wanted.equals(event.eventId()) || event.command() == null && wanted.equals(event.idempotencyKey());
    }

    /** Empty for one that took another event of the same key back. */
    private Optional<String> line(AcceptedEvent event, Reversal reversal, Instant from) {
        List<String> parts = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        boolean[] another = {false};
        tenant.outcomes(reversal.event().eventId(), from, (topic, outcome) -> {
            for (JsonNode text : outcome.path("notes")) {
                String note = text.asText();
                if (note.equals(Note.REVERSED.of(event.eventId()))) {
                    parts.add(part(topic, outcome, note));
                } else if (note.equals(Note.ALREADY_REVERSED.of(event.eventId()))
                        || note.equals(Note.UNKNOWN_EVENT.of(reversal.wanted()))) {
                    refusals.add(note);
                } else if (isOfAnother(note)) {
                    another[0] = true;
                }
            }
        });
        if (!refusals.isEmpty()) {
            return Optional.of("reversed  not by " + reversal.shown() + ": " + String.join(", ", refusals));
        } else if (!parts.isEmpty()) {
            return Optional.of("reversed  by " + reversal.shown() + ": " + String.join(", ", parts));
        }
        return another[0]
                ? Optional.empty()
                : Optional.of("reversed  by " + reversal.shown() + ": no outcome says of what");
    }

    private static boolean isOfAnother(String note) {
        Optional<Note> known = Note.in(note);
        return known.filter(one -> one == Note.REVERSED || one == Note.ALREADY_REVERSED)
                .isPresent();
    }

    /** What an outcome says was taken back, with what it notes beside that. */
    private static String part(Topic<?, ?> topic, JsonNode outcome, String reversed) {
        String what = topic.name() + " " + outcome.path("rule_id").asText();
        if (topic.equals(Topics.POINTS_OUTCOMES)) {
            what = outcome.path("delta").asText() + " points of "
                    + outcome.path("rule_id").asText();
        } else if (topic.equals(Topics.CHALLENGE_OUTCOMES)) {
            what = "objective " + outcome.path("challenge_id").asText() + "/"
                    + outcome.path("objective_id").asText() + " from "
                    + outcome.path("from").asText() + " to "
                    + outcome.path("to").asText();
        } else if (topic.equals(Topics.CONTEST_OUTCOMES)) {
            what = outcome.path("delta").asText() + " in contest "
                    + outcome.path("contest_id").asText();
        }
        List<String> others = new ArrayList<>();
        outcome.path("notes").forEach(note -> others.add(note.asText()));
        others.remove(reversed);
        return others.isEmpty() ? what : what + " (" + String.join(", ", others) + ")";
    }
}
