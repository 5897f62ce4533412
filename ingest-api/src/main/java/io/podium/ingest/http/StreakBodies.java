package io.podium.ingest.http;

import io.podium.ingest.command.CommandReader;
import io.podium.schemas.command.PersonCommand;
import io.podium.schemas.command.RawCommand;
import io.podium.schemas.event.Limits;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Bodies of commands about days and streaks: each is read as a whole, and all that is wrong is reported at once. */
final class StreakBodies {

    private static final Set<String> DAYS = Set.of("from", "to", "reason", "idempotency_key");
    private static final Set<String> FREEZES = Set.of("count", "price", "reason", "idempotency_key");
    private static final Set<String> ERASE = Set.of("block", "reason", "idempotency_key");
    private static final Set<String> SPEND = Set.of("date", "reason", "idempotency_key");

    private final Clock clock;

    StreakBodies(Clock clock) {
        this.clock = clock;
    }

    /** A pause begins at most a year from today. */
    RawCommand pause(ApiRequest request) throws RefusedException {
        CommandReader in = new CommandReader(CommandBodies.object(request), DAYS);
        LocalDate from = date(in, "from");
        LocalDate to = last(in, from);
        String reason = in.reason();
        return command(request, in, () -> new PersonCommand.Pause(from, to, reason));
    }

    RawCommand freezes(ApiRequest request) throws RefusedException {
        CommandReader in = new CommandReader(CommandBodies.object(request), FREEZES);
        String streakId = streakId(request, in);
        long count = in.whole("count", PersonCommand.MAX_FREEZES);
        Long price = in.has("price") ? (Long) in.whole("price", PersonCommand.MAX_AMOUNT) : null;
        String reason = in.reason();
        return command(request, in, () -> new PersonCommand.GrantFreezes(streakId, (int) count, price, reason));
    }

    RawCommand spend(ApiRequest request) throws RefusedException {
        CommandReader in = new CommandReader(CommandBodies.object(request), SPEND);
        String streakId = streakId(request, in);
        LocalDate date = date(in, "date");
        String reason = in.reason("spent");
        return command(request, in, () -> new PersonCommand.SpendFreeze(streakId, date, reason));
    }

    RawCommand restore(ApiRequest request) throws RefusedException {
        CommandReader in = new CommandReader(CommandBodies.object(request), DAYS);
        String streakId = streakId(request, in);
        LocalDate from = date(in, "from");
        LocalDate to = last(in, from);
        String reason = in.reason();
        return command(request, in, () -> new PersonCommand.RestoreStreak(streakId, from, to, reason));
    }

    RawCommand erase(ApiRequest request) throws RefusedException {
        CommandReader in = new CommandReader(CommandBodies.object(request), ERASE);
        boolean block = in.flag("block", false);
        String reason = in.reason();
        return command(request, in, () -> new PersonCommand.Erase(block, reason));
    }

    /** The command, which is only made once nothing is wrong. */
    private static RawCommand command(ApiRequest request, CommandReader in, Supplier<PersonCommand> command)
            throws RefusedException {
        String participantId = CommandBodies.participantId(request, in);
        String key = in.key();
        if (!in.problems().isEmpty()) {
            throw CommandBodies.invalid(in.problems());
        }
        return new RawCommand(participantId, key, command.get());
    }

    private static String streakId(ApiRequest request, CommandReader in) {
        String id = request.path("streak_id");
        if (id.isEmpty() || id.length() > Limits.EVENT_TYPE_CHARACTERS) {
            in.problem("streak_id", "out_of_range", "expected the id of a streak in the path");
        }
        return id;
    }

    private LocalDate date(CommandReader in, String name) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        LocalDate first = today.minusDays(PersonCommand.MAX_PAUSE_DAYS);
        LocalDate date = date(in, name, first, today.plusDays(PersonCommand.MAX_PAUSE_DAYS));
        return date == null ? first : date;
    }

    private static LocalDate last(CommandReader in, LocalDate from) {
        LocalDate to = date(in, "to", from, from.plusDays(PersonCommand.MAX_PAUSE_DAYS - 1L));
        return to == null ? from : to;
    }

    private static @Nullable LocalDate date(CommandReader in, String name, LocalDate first, LocalDate last) {
        if (!in.has(name)) {
            in.problem(name, "missing", "expected a date such as 2026-05-01, but the member is absent");
            return null;
        }
        String expected = "expected a date from " + first + " to " + last + ", but ";
        String text = in.text(name, Limits.EVENT_TYPE_CHARACTERS);
        try {
            LocalDate date = LocalDate.parse(text);
            if (!date.isBefore(first) && !date.isAfter(last)) {
                return date;
            }
            in.problem(name, "out_of_range", expected + text + " came");
        } catch (DateTimeParseException e) {
            in.problem(name, "bad_format", expected + "another text came");
        }
        return null;
    }
}
