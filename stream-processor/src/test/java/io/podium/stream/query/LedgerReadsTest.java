package io.podium.stream.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.schemas.outcome.PointsKind;
import io.podium.schemas.query.LedgerPage;
import io.podium.stream.driver.EventDriver;
import io.podium.stream.driver.Raw;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerReadsTest {

    private static final long START = Instant.parse("2026-04-30T12:00:00Z").toEpochMilli();
    private static final int EVENTS = 25;

    private final EventDriver driver = new EventDriver();

    @BeforeEach
    void threeLinesAnEvent() {
        driver.rules("""
                { kind: earn_rule, id: a, event_type: e, grant: { amount: 1 } }
                ---
                { kind: earn_rule, id: b, event_type: e, grant: { amount: 2 } }
                ---
                { kind: earn_rule, id: c, event_type: e, grant: { amount: 3 } }
                """);
        for (int i = 0; i < EVENTS; i++) {
            // Half a year apart, so that they lie in several buckets of the store.
            long at = START + i * 15L * 86_400_000;
            driver.send(Raw.event("e").of("p").at(at))
                    .send(Raw.event("e").of("p|evt_0").at(at))
                    .send(Raw.event("e").of("p0").at(at));
        }
    }

    @AfterEach
    void close() {
        driver.close();
    }

    private LedgerPage page(LedgerPage.Query query) {
        return LedgerReads.page(driver.ledger("t|p"), "p", query);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 75, 200})
    void pages_of_any_size_have_each_line_once_the_newest_first(int limit) {
        List<LedgerPage.Line> all = new ArrayList<>();
        String cursor = null;
        do {
            LedgerPage page = page(new LedgerPage.Query(null, null, cursor, limit));
            assertThat(page.transactions().size()).isLessThanOrEqualTo(limit);
            all.addAll(page.transactions());
            cursor = page.nextCursor();
        } while (cursor != null);
        assertThat(all).hasSize(3 * EVENTS);
        assertThat(all.stream().map(LedgerPage.Line::transactionId)).doesNotHaveDuplicates();
        assertThat(all.stream().map(LedgerPage.Line::at)).isSortedAccordingTo((one, other) -> other.compareTo(one));
        assertThat(all.stream().map(LedgerPage.Line::ruleId).limit(3)).containsExactly("c", "b", "a");
    }

    @Test
    void only_lines_of_a_kind_or_since_an_instant_are_shown() {
        Instant late = Instant.ofEpochMilli(START + 20L * 15 * 86_400_000);
        assertThat(page(new LedgerPage.Query(null, late, null, 200)).transactions())
                .hasSize(15);
        assertThat(page(new LedgerPage.Query(PointsKind.DEDUCT, null, null, 200))
                        .transactions())
                .isEmpty();
    }
}
