package io.podium.ingest.http;

import io.podium.schemas.command.PersonCommand;
import io.podium.schemas.command.RawCommand;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Set;

/** The body of a pause: read as a whole, and all that is wrong with it is reported at once. */
final class PauseBody {

    private static final Set<String> MEMBERS = Set.of("from", "to", "reason", "idempotency_key");

    private final Clock clock;

    PauseBody(Clock clock) {
        this.clock = clock;
    }

    /** The command of a request; a pause begins at most a year from today. */
    RawCommand pause(ApiRequest request) throws RefusedException {
        CommandReader in = new CommandReader(CommandBodies.object(request), MEMBERS);
        String participantId = CommandBodies.participantId(request, in);
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        LocalDate earliest = today.minusDays(PersonCommand.MAX_PAUSE_DAYS);
        LocalDate latest = today.plusDays(PersonCommand.MAX_PAUSE_DAYS);
        LocalDate from = date(in, "from", earliest, latest);
        LocalDate to = date(in, "to", from, from.plusDays(PersonCommand.MAX_PAUSE_DAYS - 1L));
        String reason = in.reason();
        String key = in.key();
        if (!in.problems().isEmpty()) {
            throw CommandBodies.invalid(in.problems());
        }
        return new RawCommand(participantId, key, new PersonCommand.Pause(from, to, reason));
    }

    /** A date within bounds; the first of them stands for one that is not. */
    private static LocalDate date(CommandReader in, String name, LocalDate first, LocalDate last) {
        if (!in.has(name)) {
            in.problem(name, "missing", "expected a date such as 2026-05-01, but the member is absent");
            return first;
        }
        String expected = "expected a date from " + first + " to " + last + ", but ";
        String text = in.text(name, 100);
        try {
            LocalDate date = LocalDate.parse(text);
            if (!date.isBefore(first) && !date.isAfter(last)) {
                return date;
            }
            in.problem(name, "out_of_range", expected + text + " came");
        } catch (DateTimeParseException e) {
            in.problem(name, "bad_format", expected + "another text came");
        }
        return first;
    }
}
