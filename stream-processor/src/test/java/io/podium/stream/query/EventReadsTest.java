package io.podium.stream.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.schemas.command.Command;
import io.podium.schemas.command.RawCommand;
import io.podium.schemas.outcome.PointsKind;
import io.podium.schemas.query.EventPage;
import io.podium.schemas.query.LedgerPage;
import io.podium.stream.driver.EventDriver;
import io.podium.stream.driver.Raw;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventReadsTest {

    private static final long START = Instant.parse("2026-04-30T12:00:00Z").toEpochMilli();

    private final EventDriver driver = new EventDriver().rules("""
            { kind: earn_rule, id: a, event_type: e, grant: { amount: 2 } }
            ---
            { kind: badge, id: b, label: B }
            ---
            { kind: challenge, id: c, title: C, objectives: [
                { id: o, label: O, evaluator: count, event_type: f, target: 2, reward: { type: badge, id: b } } ] }
            ---
            { kind: contest, id: cup, title: K, starts_at: '2026-04-01T00:00:00Z', ends_at: '2030-01-01T00:00:00Z',
              scoring: { event_type: e, method: cumulative, score_attribute: n } }
            """);

    @AfterEach
    void close() {
        driver.close();
    }

    private EventPage page(EventPage.Query query) {
        return EventReads.page(driver.ledger("t|p"), "p", query);
    }

    @Test
    void each_event_is_there_with_what_it_gave_and_what_was_taken_back() {
        driver.send(Raw.event("e")
                        .of("p")
                        .key("k")
                        .attribute("n", new BigDecimal("1.5"))
                        .at(START))
                .send(Raw.event("nothing").of("p").at(START + 1))
                .send(Raw.event("f").of("p").at(START + 2))
                .send(Raw.event("f").of("p").at(START + 3))
                .send(Raw.event("e").of("another").at(START + 4));
        driver.order(
                "t", new RawCommand("p", "r", new Command.Reverse("k", new BigDecimal("0.5"), "r", null)), START + 5);
        List<EventPage.Event> events =
                page(new EventPage.Query(null, null, null, 20)).events();
        assertThat(events).extracting(EventPage.Event::eventType).containsExactly("event_reversed", "f", "f", "e");
        assertThat(events).extracting(EventPage.Event::delta).containsExactly(-1L, 0L, 0L, 2L);
        assertThat(events).extracting(EventPage.Event::available).containsExactly(1L, 2L, 2L, 2L);
        assertThat(events.get(1).badgesEarned()).hasSize(1);
        assertThat(events.get(1).challengeProgress()).singleElement().satisfies(step -> assertThat(step.completed())
                .isTrue());
        assertThat(events.get(3).contests()).containsExactly(new EventPage.Score("cup", new BigDecimal("1.5")));
        assertThat(events.get(3).reversed()).isEqualByComparingTo("0.5");
        assertThat(events.get(3).reversedBy()).isEqualTo(events.get(0).eventId());
        assertThat(events.get(1).reversed()).isNull();
        assertThat(events.get(3).pointsGranted()).as("when it arrived").isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 30, 200})
    void pages_of_any_size_have_each_event_once_the_newest_first(int limit) {
        long month = Duration.ofDays(30).toMillis();
        for (int i = 0; i < 30; i++) {
            driver.send(
                    Raw.event(i % 3 == 0 ? "f" : "e").of("p").attribute("n", 1).at(START + i * month / 4));
        }
        List<EventPage.Event> all = new ArrayList<>();
        String cursor = null;
        do {
            EventPage page = page(new EventPage.Query("e", null, cursor, limit));
            assertThat(page.events().size()).isLessThanOrEqualTo(limit);
            all.addAll(page.events());
            cursor = page.nextCursor();
        } while (cursor != null);
        assertThat(all).hasSize(20).extracting(EventPage.Event::eventId).doesNotHaveDuplicates();
        assertThat(all).isSortedAccordingTo((one, other) -> other.at().compareTo(one.at()));
        Instant since = all.get(4).at();
        assertThat(page(new EventPage.Query("e", since, null, 200)).events()).hasSize(5);
    }

    @Test
    void an_event_that_brought_only_a_value_that_was_there_gave_nothing() {
        driver.rules("""
                { kind: challenge, id: d, title: D, objectives: [
                    { id: o, label: O, evaluator: distinct, attribute: v, event_type: g, target: 3 } ] }
                """);
        driver.send(Raw.event("g").of("p").attribute("v", "a").at(START))
                .send(Raw.event("g").of("p").attribute("v", "a").at(START + 1));
        assertThat(driver.ledger("t|p").head().count()).isEqualTo(2);
        assertThat(page(new EventPage.Query(null, null, null, 20)).events())
                .singleElement()
                .satisfies(event -> assertThat(event.at()).isEqualTo(Instant.ofEpochMilli(START)));
    }

    @Test
    void a_page_looks_at_so_many_entries_and_the_next_one_goes_on_from_there() {
        driver.send(Raw.event("f").of("p").at(START));
        for (int i = 1; i <= LedgerReads.MAX_LOOKED_AT; i++) {
            driver.send(Raw.event("e").of("p").attribute("n", 1).at(START + i));
        }
        EventPage first = page(new EventPage.Query("f", null, null, 20));
        assertThat(first.events()).isEmpty();
        assertThat(page(new EventPage.Query("f", null, first.nextCursor(), 20)).events())
                .hasSize(1);
        LedgerPage.Query rewards = new LedgerPage.Query(PointsKind.REWARD, null, null, 20);
        LedgerPage lines = LedgerReads.page(driver.ledger("t|p"), "p", rewards);
        assertThat(lines.transactions()).isEmpty();
        assertThat(lines.nextCursor()).isEqualTo("0.0");
    }

    @Test
    void what_ended_by_itself_is_no_event() {
        Instant end = Instant.ofEpochMilli(START).plus(Duration.ofDays(2));
        driver.order("t", new RawCommand("p", "g", new Command.Grant(5, "r", null, end, true)), START);
        driver.send(Raw.heartbeat(START + Duration.ofDays(9).toMillis()));
        assertThat(driver.state("t", "p").account().available()).isZero();
        assertThat(driver.ledger("t|p").head().count()).isEqualTo(2);
        assertThat(page(new EventPage.Query(null, null, null, 20)).events())
                .extracting(EventPage.Event::eventType)
                .containsExactly("points_granted");
    }
}
