package io.podium.stream.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.rules.ledger.Ledger;
import io.podium.schemas.command.Command;
import io.podium.schemas.command.PersonCommand;
import io.podium.schemas.command.RawCommand;
import io.podium.schemas.key.RecordKeys;
import io.podium.stream.driver.EventDriver;
import io.podium.stream.driver.Raw;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParticipantLedgerTest {

    private final EventDriver driver = new EventDriver();

    @AfterEach
    void close() {
        driver.close();
    }

    private EventDriver onePointEach() {
        return driver.rules("{ kind: earn_rule, id: a, event_type: e, grant: { amount: 1 } }");
    }

    private ParticipantLedger ledger(String participantId) {
        LedgerReader reader = driver.ledger(RecordKeys.participant("t", participantId));
        return new ParticipantLedger(
                Optional.of(new StoredLedger(driver.ledger(), reader.buckets())),
                RecordKeys.participant("t", participantId),
                new StoredParticipant(driver.state("t", participantId), reader.head()));
    }

    @Test
    void events_are_found_by_their_key_among_as_many_as_are_promised_and_no_others() {
        onePointEach();
        for (int i = 0; i <= Ledger.MAX_BY_KEY; i++) {
            driver.send(Raw.event("e").of("p").key("k" + i).at(1_000 + i));
        }
        ParticipantLedger ledger = ledger("p");
        assertThat(ledger.byKey("k0")).as("one more than promised").isEmpty();
        assertThat(ledger.byKey("k1")).isPresent();
        assertThat(ledger.byKey("k" + Ledger.MAX_BY_KEY)).isPresent();
        assertThat(ledger.byKey("never sent")).isEmpty();
        LedgerReader.Walk events = driver.ledger("t|p").newestFirst(Long.MAX_VALUE);
        for (int i = Ledger.MAX_BY_KEY; i >= 0; i--) {
            assertThat(events.next()).isPresent();
            assertThat(events.number()).isEqualTo(i);
        }
        assertThat(events.next()).isEmpty();
    }

    @Test
    void the_latest_event_of_a_key_that_came_again_after_its_window_is_found() {
        onePointEach();
        long day = Duration.ofDays(1).toMillis();
        driver.send(Raw.event("e").of("p").key("k").at(day))
                .send(Raw.event("e").of("p").key("k").at(4 * day));
        assertThat(ledger("p").byKey("k"))
                .hasValueSatisfying(entry -> assertThat(entry.at()).isEqualTo(java.time.Instant.ofEpochMilli(4 * day)));
    }

    @Test
    void nobody_finds_the_events_of_another() {
        onePointEach();
        driver.send(Raw.event("e").of("p").key("k").at(1_000))
                .send(Raw.event("e").of("p|0").key("l").at(1_000));
        String eventId = ledger("p").byKey("k").orElseThrow().eventId();
        assertThat(ledger("p").byEvent(eventId)).isPresent();
        assertThat(ledger("p|0").byEvent(eventId)).isEmpty();
        assertThat(ledger("p|0").byKey("k")).isEmpty();
    }

    @Test
    void parts_of_an_index_are_no_events() {
        onePointEach();
        for (int i = 0; i < EventRefs.MOST; i++) {
            driver.send(Raw.event("e").of("p").key("k" + i).at(1_000 + i));
        }
        LedgerReader reader = driver.ledger("t|p");
        String part = LedgerValue.chunkKey("t|p", 0);
        assertThat(LedgerReader.find(reader.store(), part)).isPresent();
        assertThat(LedgerReader.ofEvent(reader.store(), reader.buckets(), part)).isEmpty();
        String eventId = reader.newestFirst(Long.MAX_VALUE).next().orElseThrow();
        assertThat(LedgerReader.ofEvent(reader.store(), reader.buckets(), eventId))
                .hasValueSatisfying(kept -> assertThat(kept.result().eventId()).isEqualTo(eventId));
    }

    @Test
    void what_is_older_than_the_ledger_is_gone_and_the_rest_is_found() {
        onePointEach();
        long day = Duration.ofDays(1).toMillis();
        for (int i = 0; i < 2_000; i++) {
            driver.send(Raw.event("e").of("p").key("k" + i).at((i + 1) * day));
        }
        assertThat(ledger("p").byKey("k0")).isEmpty();
        assertThat(ledger("p").byKey("k1601")).as("400 days old").isPresent();
        LedgerReader.Walk events = driver.ledger("t|p").newestFirst(Long.MAX_VALUE);
        int walked = 0;
        while (events.next().isPresent()) {
            walked++;
        }
        assertThat(walked).isBetween(400, 600);
    }

    @Test
    void an_erasure_begins_an_index_anew() {
        onePointEach();
        driver.send(Raw.event("e").of("p").key("k").at(1_000));
        String before = ledger("p").byKey("k").orElseThrow().eventId();
        driver.order("t", new RawCommand("p", "c", new PersonCommand.Erase(false, "asked for")), 2_000);
        assertThat(driver.ledger("t|p").head()).isEqualTo(LedgerHead.NONE);
        assertThat(ledger("p").byKey("k")).isEmpty();
        assertThat(ledger("p").byEvent(before)).isEmpty();
        driver.order("t", new RawCommand("p", "d", new Command.Grant(1, "r", null, null, true)), 3_000);
        assertThat(driver.ledger("t|p").head().count()).isEqualTo(1);
    }
}
