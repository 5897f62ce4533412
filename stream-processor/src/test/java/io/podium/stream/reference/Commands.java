package io.podium.stream.reference;

import io.podium.schemas.command.Command;
import io.podium.schemas.command.PersonCommand;
import io.podium.schemas.command.RawCommand;
import io.podium.schemas.event.EventId;
import io.podium.schemas.profile.Profile;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random commands, about few participants and few points, so that they meet. */
final class Commands {

    private static final String UNKNOWN = EventId.at("nowhere", 0, 0, 0);

    private Commands() {}

    /** Where ids are asked for, a number stands that {@link #resolved} makes an id of. */
    static Arbitrary<Histories.Ordered> any() {
        return Combinators.combine(
                        Histories.tenants(),
                        Arbitraries.of("p1", "p1", "p2", "p3"),
                        Arbitraries.frequencyOf(
                                Tuple.of(3, Arbitraries.of("c1", "c2", "c3", "c4")),
                                Tuple.of(
                                        5,
                                        Arbitraries.integers().between(10, 400).map(n -> "c" + n))),
                        commands(),
                        Histories.times())
                .as((tenant, participant, key, command, time) -> new Histories.Ordered(
                        tenant, new RawCommand(participant, key, command), Histories.START + time));
    }

    /**
     * What is granted is spent, taken back, and so owed; the next grant pays, and a hold is captured. Single random
     * steps seldom do that.
     */
    static List<Histories.Step> debt() {
        List<Command> commands = List.of(
                new Command.Grant(40, "grant", null, null, false),
                new Command.Deduct(150, "deduct", null),
                new Command.Deduct(150, "deduct", null),
                new Command.Deduct(100, "deduct", null),
                new Command.Deduct(40, "deduct", null),
                new Command.Deduct(40, "deduct", null),
                new Command.Reverse("#5", BigDecimal.ONE, "reverse", null),
                new Command.Reverse("#6", BigDecimal.ONE, "reverse", null),
                new Command.Grant(5, "grant", null, null, false),
                new Command.Grant(100, "grant", null, null, false),
                new Command.Hold(20, Instant.ofEpochMilli(Histories.START + 400_000_000L), "hold", null),
                new Command.Capture("#0", 10L, "capture", null));
        return IntStream.range(0, commands.size())
                .mapToObj(at -> (Histories.Step) new Histories.Ordered(
                        "t", new RawCommand("p1", "debt" + at, commands.get(at)), Histories.START + 180_000_000L + at))
                .toList();
    }

    /** What happened a little earlier is taken back, if it was the participant's. */
    static Arbitrary<Histories.Step> reversals() {
        return Combinators.combine(
                        Arbitraries.of("p1", "p2", "p3"),
                        Arbitraries.integers().between(0, 12),
                        Arbitraries.integers().between(1_000, 9_000),
                        Histories.times())
                .as((participant, back, key, time) -> new Histories.Ordered(
                        "t",
                        new RawCommand(
                                participant,
                                "r" + key,
                                new Command.Reverse("#" + back, BigDecimal.ONE, "reverse", null)),
                        Histories.START + time));
    }

    private static Arbitrary<Command> commands() {
        Arbitrary<Long> amounts = Arbitraries.of(1L, 5L, 40L, 100L, 150L);
        Arbitrary<Instant> ends = Histories.times().map(time -> Instant.ofEpochMilli(Histories.START + time));
        Arbitrary<String> numbers = Arbitraries.integers().between(0, 5).map(n -> "#" + n);
        Arbitrary<Command> grants = Combinators.combine(
                        amounts, ends.injectNull(0.5), Arbitraries.of(true, true, false))
                .as((amount, end, counts) -> new Command.Grant(amount, "grant", null, end, counts));
        Arbitrary<Command> deductions = amounts.map(amount -> new Command.Deduct(amount, "deduct", "memo"));
        Arbitrary<Command> holds =
                Combinators.combine(amounts, ends).as((amount, end) -> new Command.Hold(amount, end, "hold", null));
        Arbitrary<Command> captures = Combinators.combine(numbers, amounts.injectNull(0.5))
                .as((hold, amount) -> new Command.Capture(hold, amount, "capture", null));
        Arbitrary<Command> releases = numbers.map(hold -> new Command.Release(hold, "release", null));
        Arbitrary<Command> reversals = Combinators.combine(
                        Arbitraries.oneOf(numbers, Arbitraries.of("k1", "k2", "k3", "k4", "c1", "c2", "nothing")),
                        Arbitraries.of("1", "1", "0.5", "0.33"))
                .as((event, ratio) -> new Command.Reverse(event, new BigDecimal(ratio), "reverse", null));
        Arbitrary<Command> profiles = Combinators.combine(
                        Arbitraries.of(
                                        "Europe/Berlin",
                                        "Asia/Tokyo",
                                        "America/Los_Angeles",
                                        "Pacific/Apia",
                                        "Pacific/Kiritimati",
                                        "Pacific/Honolulu")
                                .injectNull(0.1),
                        Arbitraries.of(LocalTime.of(4, 0), LocalTime.of(0, 30)).injectNull(0.7),
                        Arbitraries.of(true, false))
                .as((zone, start, hidden) -> new PersonCommand.SetProfile(new Profile(
                        "Ada", null, zone, start, Definitions.object().put("age", 36), hidden, List.of("red"))));
        Arbitrary<Command> pauses = Combinators.combine(
                        Arbitraries.integers().between(-3, 4),
                        Arbitraries.integers().between(0, 2))
                .as((first, more) -> {
                    LocalDate from = LocalDate.of(2026, 4, 30).plusDays(first);
                    return new PersonCommand.Pause(from, from.plusDays(more), "holiday");
                });
        Arbitrary<LocalDate> dates = Arbitraries.integers().between(-3, 4).map(days -> LocalDate.of(2026, 4, 30)
                .plusDays(days));
        Arbitrary<String> streaks = Arbitraries.of("s1", "s2");
        Arbitrary<Command> freezes = Combinators.combine(
                        streaks,
                        Arbitraries.of(1, 2, 200),
                        Arbitraries.of(1L, 50L).injectNull(0.5))
                .as((id, count, price) -> new PersonCommand.GrantFreezes(id, count, price, "bought"));
        Arbitrary<Command> spendings =
                Combinators.combine(streaks, dates).as((id, date) -> new PersonCommand.SpendFreeze(id, date, "spent"));
        Arbitrary<Command> restorations = Combinators.combine(
                        streaks, dates, Arbitraries.integers().between(0, 2))
                .as((id, from, more) -> new PersonCommand.RestoreStreak(id, from, from.plusDays(more), "ours"));
        Arbitrary<Command> erasures =
                Arbitraries.of(false, false, true).map(block -> new PersonCommand.Erase(block, "asked for"));
        return Arbitraries.frequencyOf(
                Tuple.of(2, freezes),
                Tuple.of(2, spendings),
                Tuple.of(1, restorations),
                Tuple.of(2, pauses),
                Tuple.of(4, profiles),
                Tuple.of(2, erasures),
                Tuple.of(4, grants),
                Tuple.of(4, deductions),
                Tuple.of(3, holds),
                Tuple.of(2, captures),
                Tuple.of(1, releases),
                Tuple.of(4, reversals));
    }

    /** A hold that was ordered, and for whom. */
    record Placed(String id, Histories.Ordered ordered) {}

    /** The command with ids instead of numbers: of the holds, or of the events, so far. */
    static Histories.Ordered resolved(Histories.Ordered ordered, List<Placed> placed, List<String> events) {
        Command command = ordered.command().command();
        String hold = command instanceof Command.Capture capture
                ? capture.holdId()
                : command instanceof Command.Release release ? release.holdId() : "";
        List<String> holds = placed.stream().map(Placed::id).toList();
        String id = hold.isEmpty() ? "" : id(hold, holds);
        Optional<Histories.Ordered> whose = placed.stream()
                .filter(one -> one.id().equals(id))
                .map(Placed::ordered)
                .findFirst();
        if (command instanceof Command.Capture capture) {
            command = new Command.Capture(id, capture.amount(), capture.reason(), null);
        } else if (command instanceof Command.Release release) {
            command = new Command.Release(id, release.reason(), null);
        } else if (command instanceof Command.Reverse reverse) {
            command = new Command.Reverse(id(reverse.reverses(), events), reverse.ratio(), reverse.reason(), null);
        }
        Histories.Ordered owner = whose.orElse(ordered);
        RawCommand raw = new RawCommand(
                owner.command().participantId(), ordered.command().idempotencyKey(), command);
        return new Histories.Ordered(owner.tenant(), raw, ordered.timestamp());
    }

    private static String id(String number, List<String> ids) {
        if (!number.startsWith("#")) {
            return number;
        }
        int back = Integer.parseInt(number.substring(1));
        return back < ids.size() ? ids.get(ids.size() - 1 - back) : UNKNOWN;
    }
}
