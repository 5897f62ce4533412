package io.podium.operations.backtest;

import io.podium.operations.backtest.BacktestReport.Change;
import io.podium.operations.backtest.BacktestReport.Decision;
import io.podium.operations.backtest.BacktestReport.Decisions;
import io.podium.operations.backtest.BacktestReport.TierCount;
import io.podium.operations.backtest.BacktestRun.Placed;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A backtest's report for people: as text and as one HTML page that needs nothing else. */
public final class ReportPages {

    private ReportPages() {}

    /** The report as text, for a terminal. */
    public static String text(BacktestReport report) {
        StringBuilder out = new StringBuilder();
        out.append(String.format(
                "%s, %,d events from %s to %s%n%n", report.tenantId(), report.events(), report.from(), report.to()));
        out.append(heading("points by rule"));
        report.points().forEach((rule, change) -> out.append(line(rule, change)));
        out.append(line("total", report.totalPoints())).append(System.lineSeparator());
        if (!report.challenges().isEmpty()) {
            out.append(heading("challenges completed"));
            report.challenges().forEach((challenge, change) -> out.append(line(challenge, change)));
            out.append(System.lineSeparator());
        }
        out.append(report.tiers().isEmpty() ? "nobody would change tier\n" : "who would change tier\n");
        for (TierCount count : report.tiers()) {
            out.append(String.format(
                    "  %,10d  %s -> %s%n", count.participants(), named(count.before()), named(count.after())));
        }
        report.contests()
                .forEach((contest, podium) -> out.append(String.format(
                        "%ncontest %s: %s%n%s",
                        contest,
                        podium.differs() ? "the podium would differ" : "the same podium",
                        podium.differs()
                                ? "  was " + names(podium.before()) + "\n  is  " + names(podium.after()) + "\n"
                                : "")));
        out.append(decisions("that were done would be refused", report.refused()));
        out.append(decisions("that were refused would be done", report.done()));
        return out.toString();
    }

    /** What is to be said of commands that would be decided otherwise; empty where there are none. */
    public static String decisions(String what, Decisions decisions) {
        if (decisions.total() == 0) {
            return "";
        }
        StringBuilder out = new StringBuilder(String.format("%ncommands %s%n", what));
        decisions.byKind().forEach((kind, number) -> out.append(String.format("  %,10d  %s%n", number, kind)));
        for (Decision one : decisions.examples()) {
            out.append(String.format(
                    "              %s %s %s of %s: %s%n",
                    one.arrivedAt(), one.kind(), one.eventId(), one.participantId(), why(one)));
        }
        return out.toString();
    }

    /** Why a command is refused. */
    static String why(Decision one) {
        return one.code().wireName()
                + (one.required() == null
                        ? ""
                        : String.format(", %,d required and %,d available", one.required(), one.available()));
    }

    private static String heading(String what) {
        return String.format("%-32s %14s %14s %14s%n", what, "as it was", "would be", "difference");
    }

    private static String line(String name, Change change) {
        return String.format("%-32s %,14d %,14d %+,14d%n", name, change.before(), change.after(), change.difference());
    }

    /** A tier as people read it. */
    static String named(@Nullable String tier) {
        return tier == null ? "none" : tier;
    }

    private static String names(List<Placed> places) {
        return places.stream()
                .limit(3)
                .map(place -> place.rank() + ". " + place.participantId() + " (" + place.score() + ")")
                .collect(Collectors.joining("  "));
    }

    /** The report as an HTML page. */
    public static String html(BacktestReport report) {
        return ReportPage.of(report).html();
    }
}
