package io.podium.operations.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.operations.backtest.BacktestReport.Change;
import io.podium.operations.backtest.BacktestReport.Decision;
import io.podium.operations.backtest.BacktestReport.Decisions;
import io.podium.operations.backtest.BacktestReport.Podium;
import io.podium.operations.backtest.BacktestReport.TierCount;
import io.podium.operations.backtest.BacktestRun.Placed;
import io.podium.schemas.query.PointsTransaction.RefusalCode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportPagesTest {

    private static final Instant MAY = Instant.parse("2026-05-01T00:00:00Z");
    private static final Instant JUNE = Instant.parse("2026-06-01T00:00:00Z");
    private static final BacktestReport NOTHING = new BacktestReport(
            "acme", MAY, JUNE, 0, Map.of(), Map.of(), List.of(), List.of(), Map.of(), Decisions.NONE, Decisions.NONE);

    private static BacktestReport report(String name) {
        return new BacktestReport(
                name,
                MAY,
                JUNE,
                1_234_567,
                Map.of(name, new Change(2_000, 1_000)),
                Map.of(name, new Change(5, 10)),
                List.of(new TierCount(null, name, 1_200)),
                List.of(),
                Map.of(
                        name,
                        new Podium(
                                List.of(new Placed(1, name, "10")),
                                List.of(new Placed(1, "other", "1"), new Placed(2, name, "1")))),
                new Decisions(
                        Map.of("deduct", 1_500L, "capture", 2L),
                        List.of(new Decision(
                                "evt_1", name, name, "deduct", MAY, RefusalCode.INSUFFICIENT_POINTS, 1_100L, 40))),
                new Decisions(
                        Map.of("release", 3L),
                        List.of(new Decision("evt_2", null, name, "release", MAY, RefusalCode.UNKNOWN_HOLD, null, 7))));
    }

    @Test
    void commands_that_would_be_decided_otherwise_are_counted_and_the_first_are_shown() {
        assertThat(ReportPages.html(report("acme")))
                .containsSubsequence(
                        "<h2>Commands</h2>",
                        "<h3>Were done, would be refused</h3>",
                        "<tr><td>capture<td class=\"n\">2</tr>",
                        "<tr><td>deduct<td class=\"n\">1,500</tr>",
                        "<tr><td>2026-05-01T00:00:00Z<td>deduct<td>evt_1<td>acme<td>"
                                + "insufficient_points, 1,100 required and 40 available</tr>",
                        "<h3>Were refused, would be done</h3>",
                        "<tr><td>release<td class=\"n\">3</tr>",
                        "<td>evt_2<td>acme<td>unknown_hold</tr>");
        assertThat(ReportPages.text(report("acme")))
                .containsSubsequence(
                        "commands that were done would be refused",
                        "2  capture",
                        "1,500  deduct",
                        "2026-05-01T00:00:00Z deduct evt_1 of acme: insufficient_points, 1,100 required and 40 available",
                        "commands that were refused would be done",
                        "3  release",
                        "release evt_2 of acme: unknown_hold");
    }

    @Test
    void the_page_shows_points_challenges_tiers_and_contests_under_both() {
        assertThat(ReportPages.html(report("acme")))
                .startsWith("<!doctype html>")
                .endsWith("</html>\n")
                .contains("1,234,567 events that arrived from 2026-05-01T00:00:00Z to 2026-06-01T00:00:00Z")
                .contains("<tr><td>acme<td class=\"n\">2,000<td class=\"n\">1,000<td class=\"n less\">-1,000</tr>")
                .contains("<tr><td>All<td class=\"n\">2,000<td class=\"n\">1,000<td class=\"n less\">-1,000</tr>")
                .contains("<tr><td>acme<td class=\"n\">5<td class=\"n\">10<td class=\"n more\">+5</tr>")
                .contains("<tr><td>none<td>acme<td class=\"n\">1,200</tr>")
                .contains("<h3>acme: the podium would differ</h3>")
                .contains("<tr><td class=\"n\">1<td>acme<td class=\"n\">10<td>other<td class=\"n\">1</tr>")
                .contains("<tr><td class=\"n\">2<td><td class=\"n\"><td>acme<td class=\"n\">1</tr>")
                .doesNotContain("{{");
    }

    @Test
    void bars_are_as_wide_as_their_numbers_on_one_scale() {
        assertThat(ReportPages.html(report("acme")))
                .contains("viewBox=\"0 0 700 44\"")
                .contains("<rect class=\"was\" x=\"190\" y=\"4\" width=\"420\" height=\"14\" />"
                        + "<text x=\"616\" y=\"15\" font-size=\"11\">2,000</text>")
                .contains("<rect class=\"is\" x=\"190\" y=\"20\" width=\"210\" height=\"14\" />"
                        + "<text x=\"406\" y=\"31\" font-size=\"11\">1,000</text>");
    }

    @Test
    void a_report_of_nothing_says_so() {
        assertThat(ReportPages.html(NOTHING))
                .contains(
                        "None under either.",
                        "Nobody would change tier.",
                        "None would be decided otherwise.",
                        "<p class=\"same\">None.</p>")
                .contains("<tr><td>All<td class=\"n\">0<td class=\"n\">0<td class=\"n same\">+0</tr>");
    }

    @Test
    void names_are_text_wherever_they_stand() {
        String hostile = "<script>alert('&\"')</script>";

        assertThat(ReportPages.html(report(hostile)))
                .doesNotContain("<script", "</script")
                .contains("&lt;script&gt;");
    }

    @Test
    void the_text_shows_the_same_numbers() {
        assertThat(ReportPages.text(report("acme")))
                .contains("acme, 1,234,567 events from 2026-05-01T00:00:00Z to 2026-06-01T00:00:00Z")
                .containsPattern("acme +2,000 +1,000 +-1,000")
                .containsPattern("1,200  none -> acme")
                .contains(
                        "contest acme: the podium would differ",
                        "  was 1. acme (10)",
                        "  is  1. other (1)  2. acme (1)");
    }
}
