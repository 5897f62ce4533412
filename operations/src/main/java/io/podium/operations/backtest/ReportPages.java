package io.podium.operations.backtest;

import io.podium.operations.backtest.BacktestReport.Change;
import io.podium.operations.backtest.BacktestReport.Podium;
import io.podium.operations.backtest.BacktestReport.TierCount;
import io.podium.operations.backtest.BacktestRun.Placed;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A backtest's report for people: as text and as one HTML page that needs nothing else. */
public final class ReportPages {

    private static final int BAR_WIDTH = 420;
    private static final String STYLE = """
            body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: #1c2733 }
            h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; margin-top: 2rem }
            table { border-collapse: collapse; width: 100% } th, td { padding: .3rem .6rem; text-align: left }
            th { border-bottom: 2px solid #c9d2dc; font-weight: 600 } td { border-bottom: 1px solid #e6ebf0 }
            .n { text-align: right; font-variant-numeric: tabular-nums } .more { color: #0b6b3a } .less { color: #a3261b }
            .was { fill: #9fb3c8 } .is { fill: #2f6fb2 } .same { color: #6b7a8a }
            """;

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
        return out.toString();
    }

    private static String heading(String what) {
        return String.format("%-32s %14s %14s %14s%n", what, "as it was", "would be", "difference");
    }

    private static String line(String name, Change change) {
        return String.format("%-32s %,14d %,14d %+,14d%n", name, change.before(), change.after(), change.difference());
    }

    private static String named(@Nullable String tier) {
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
        StringBuilder body = new StringBuilder();
        body.append("<h1>Backtest of ").append(escaped(report.tenantId())).append("</h1>");
        body.append(String.format(
                "<p>%,d events that arrived from %s to %s, under the rules as they were and under the others.</p>",
                report.events(), report.from(), report.to()));
        body.append("<h2>Points by rule</h2>").append(bars(report.points()));
        body.append(table("Rule", report.points(), report.totalPoints()));
        body.append("<h2>Challenges completed</h2>");
        body.append(
                report.challenges().isEmpty()
                        ? "<p class=same>None under either.</p>"
                        : bars(report.challenges()) + table("Challenge", report.challenges(), null));
        body.append("<h2>Tiers</h2>").append(tiers(report.tiers()));
        body.append("<h2>Contests</h2>");
        if (report.contests().isEmpty()) {
            body.append("<p class=same>None.</p>");
        }
        report.contests().forEach((contest, podium) -> body.append(podium(contest, podium)));
        return "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content=\"width=device-width\">"
                + "<title>Backtest of " + escaped(report.tenantId()) + "</title><style>" + STYLE + "</style><body>"
                + body + "</body></html>\n";
    }

    /** Two bars per name, on one scale. */
    private static String bars(Map<String, Change> changes) {
        long most = changes.values().stream()
                .mapToLong(change -> Math.max(change.before(), change.after()))
                .max()
                .orElse(0);
        StringBuilder svg = new StringBuilder(String.format(
                "<svg role=img width=\"100%%\" viewBox=\"0 0 700 %d\"><title>Grey as it was, blue as it would be</title>",
                changes.size() * 40 + 4));
        int y = 0;
        for (Map.Entry<String, Change> change : changes.entrySet()) {
            svg.append(String.format(
                    "<text x=0 y=%d font-size=13>%s</text>", y + 22, escaped(shortened(change.getKey()))));
            svg.append(bar("was", y + 4, change.getValue().before(), most));
            svg.append(bar("is", y + 20, change.getValue().after(), most));
            y += 40;
        }
        return svg.append("</svg>").toString();
    }

    private static String bar(String kind, int y, long value, long most) {
        long width = most == 0 ? 0 : Math.round((double) value / most * BAR_WIDTH);
        return String.format(
                "<rect class=%s x=190 y=%d width=%d height=14 /><text x=%d y=%d font-size=11>%,d</text>",
                kind, y, width, 196 + width, y + 11, value);
    }

    private static String table(String what, Map<String, Change> changes, @Nullable Change total) {
        StringBuilder rows = new StringBuilder();
        changes.forEach((name, change) -> rows.append(row(name, change)));
        if (total != null) {
            rows.append(row("All", total));
        }
        return "<table><tr><th>" + what + "<th class=n>As it was<th class=n>Would be<th class=n>Difference</tr>" + rows
                + "</table>";
    }

    private static String row(String name, Change change) {
        String kind = change.difference() > 0 ? "more" : change.difference() < 0 ? "less" : "same";
        return String.format(
                "<tr><td>%s<td class=n>%,d<td class=n>%,d<td class=\"n %s\">%+,d</tr>",
                escaped(name), change.before(), change.after(), kind, change.difference());
    }

    private static String tiers(List<TierCount> tiers) {
        if (tiers.isEmpty()) {
            return "<p class=same>Nobody would change tier.</p>";
        }
        StringBuilder rows = new StringBuilder();
        for (TierCount count : tiers) {
            rows.append(String.format(
                    "<tr><td>%s<td>%s<td class=n>%,d</tr>",
                    escaped(named(count.before())), escaped(named(count.after())), count.participants()));
        }
        return "<table><tr><th>As it was<th>Would be<th class=n>Participants</tr>" + rows + "</table>";
    }

    private static String podium(String contest, Podium podium) {
        StringBuilder rows = new StringBuilder();
        int places = Math.max(podium.before().size(), podium.after().size());
        for (int i = 0; i < places; i++) {
            rows.append("<tr><td class=n>").append(i + 1);
            rows.append(place(podium.before(), i))
                    .append(place(podium.after(), i))
                    .append("</tr>");
        }
        return "<h3>" + escaped(contest) + (podium.differs() ? ": the podium would differ" : "") + "</h3><table><tr>"
                + "<th class=n>Rank<th>As it was<th class=n>Score<th>Would be<th class=n>Score</tr>" + rows
                + "</table>";
    }

    private static String place(List<Placed> places, int index) {
        return index >= places.size()
                ? "<td><td>"
                : "<td>" + escaped(places.get(index).participantId()) + "<td class=n>"
                        + places.get(index).score();
    }

    private static String shortened(String name) {
        return name.length() <= 26 ? name : name.substring(0, 25) + "…";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
