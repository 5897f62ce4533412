package io.podium.operations.backtest;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import io.podium.operations.backtest.BacktestReport.Change;
import io.podium.operations.backtest.BacktestReport.Decisions;
import io.podium.operations.backtest.BacktestReport.Podium;
import io.podium.operations.backtest.BacktestRun.Placed;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A backtest's report as one HTML page that needs nothing else: what its template {@code report.html} shows, in the
 * words and numbers of people. The template engine escapes every text.
 *
 * @param events how many there were
 */
record ReportPage(
        String tenantId,
        String events,
        String from,
        String to,
        Chart points,
        Chart challenges,
        List<Tier> tiers,
        List<Contest> contests,
        List<Commands> commands) {

    private static final Mustache TEMPLATE = new DefaultMustacheFactory("podium/backtest").compile("report.html");

    private static final int BAR_WIDTH = 420;
    private static final int BAR_HEIGHT = 40;
    private static final int MOST_CHARACTERS = 26;

    /**
     * Numbers under both sets of rules, as bars and as a table.
     *
     * @param what the rows are
     * @param height of the bars, in their units
     */
    record Chart(String what, int height, List<Row> rows) {
        boolean isEmpty() {
            return rows.isEmpty();
        }
    }

    /**
     * One name of a chart.
     *
     * @param bars none for a sum
     * @param kind by which the difference is coloured
     */
    record Row(String name, @Nullable Bars bars, String before, String after, String difference, String kind) {}

    /**
     * The two bars of a name, on one scale with all others.
     *
     * @param top the place from which on they are drawn
     */
    record Bars(String shortName, int top, long beforeWidth, long afterWidth) {
        int nameTop() {
            return top + 22;
        }

        int beforeTop() {
            return top + 4;
        }

        int beforeTextTop() {
            return top + 15;
        }

        int afterTop() {
            return top + 20;
        }

        int afterTextTop() {
            return top + 31;
        }

        long beforeEnd() {
            return beforeWidth + 196;
        }

        long afterEnd() {
            return afterWidth + 196;
        }
    }

    /** How many would change from one tier to another. */
    record Tier(String before, String after, String participants) {}

    /** The best of a contest under both. */
    record Contest(String name, boolean differs, List<Rank> ranks) {}

    /** Who has a rank under both; empty texts where nobody has. */
    record Rank(int rank, String before, String scoreBefore, String after, String scoreAfter) {}

    /** Commands that would be decided otherwise, in one direction. */
    record Commands(String direction, List<Kind> kinds, List<Example> examples) {}

    /** How many there are of a kind. */
    record Kind(String kind, String number) {}

    /** One of them. */
    record Example(String arrived, String kind, String eventId, String participant, String why) {}

    boolean hasTiers() {
        return !tiers.isEmpty();
    }

    static ReportPage of(BacktestReport report) {
        return new ReportPage(
                report.tenantId(),
                counted(report.events()),
                report.from().toString(),
                report.to().toString(),
                chart("Rule", report.points(), List.of(row("All", null, report.totalPoints()))),
                chart("Challenge", report.challenges(), List.of()),
                report.tiers().stream()
                        .map(count -> new Tier(
                                ReportPages.named(count.before()),
                                ReportPages.named(count.after()),
                                counted(count.participants())))
                        .toList(),
                report.contests().entrySet().stream()
                        .map(contest -> contest(contest.getKey(), contest.getValue()))
                        .toList(),
                Stream.of(
                                commands("Were done, would be refused", report.refused()),
                                commands("Were refused, would be done", report.done()))
                        .filter(commands -> !commands.kinds().isEmpty())
                        .toList());
    }

    private static Commands commands(String direction, Decisions decisions) {
        return new Commands(
                direction,
                decisions.byKind().entrySet().stream()
                        .map(kind -> new Kind(kind.getKey(), counted(kind.getValue())))
                        .toList(),
                decisions.examples().stream()
                        .map(one -> new Example(
                                one.arrivedAt().toString(),
                                one.kind(),
                                one.eventId(),
                                one.participantId(),
                                ReportPages.why(one)))
                        .toList());
    }

    String html() {
        StringWriter page = new StringWriter();
        TEMPLATE.execute(page, this);
        return page.toString();
    }

    private static Chart chart(String what, Map<String, Change> changes, List<Row> sums) {
        long most = changes.values().stream()
                .mapToLong(change -> Math.max(change.before(), change.after()))
                .max()
                .orElse(0);
        List<Row> rows = new ArrayList<>();
        changes.forEach((name, change) -> rows.add(row(
                name,
                new Bars(
                        shortened(name),
                        rows.size() * BAR_HEIGHT,
                        width(change.before(), most),
                        width(change.after(), most)),
                change)));
        rows.addAll(sums);
        return new Chart(what, changes.size() * BAR_HEIGHT + 4, rows);
    }

    private static Row row(String name, @Nullable Bars bars, Change change) {
        String kind = change.difference() > 0 ? "more" : change.difference() < 0 ? "less" : "same";
        return new Row(
                name,
                bars,
                counted(change.before()),
                counted(change.after()),
                String.format("%+,d", change.difference()),
                kind);
    }

    private static long width(long value, long most) {
        return most == 0 ? 0 : Math.round((double) value / most * BAR_WIDTH);
    }

    private static String shortened(String name) {
        return name.length() <= MOST_CHARACTERS ? name : name.substring(0, MOST_CHARACTERS - 1) + "…";
    }

    private static Contest contest(String name, Podium podium) {
        int places = Math.max(podium.before().size(), podium.after().size());
        return new Contest(
                name,
                podium.differs(),
                IntStream.range(0, places)
                        .mapToObj(place -> new Rank(
                                place + 1,
                                text(podium.before(), place, Placed::participantId),
                                text(podium.before(), place, Placed::score),
                                text(podium.after(), place, Placed::participantId),
                                text(podium.after(), place, Placed::score)))
                        .toList());
    }

    private static String text(List<Placed> places, int index, Function<Placed, String> part) {
        return index < places.size() ? part.apply(places.get(index)) : "";
    }

    private static String counted(long number) {
        return String.format("%,d", number);
    }
}
