package io.podium.stream.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.rules.ledger.LedgerEntry;
import io.podium.schemas.command.Command;
import io.podium.schemas.command.PersonCommand;
import io.podium.schemas.command.RawCommand;
import io.podium.schemas.key.RecordKeys;
import io.podium.schemas.outcome.PrivacyOutcome;
import io.podium.schemas.profile.Profile;
import io.podium.schemas.topic.Topics;
import io.podium.stream.driver.EventDriver;
import io.podium.stream.driver.Raw;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an erasure leaves in the stores of stage 2, now and as time passes. */
class ErasureStageTest {

    private static final int ENTRIES = 4_500;

    private final EventDriver driver = new EventDriver();
    private int commands;

    @AfterEach
    void close() {
        driver.close();
    }

    private void order(String participantId, Command command, long at) {
        driver.order("t", new RawCommand(participantId, "c" + commands++, command), at);
    }

    private List<String> ledgerKeys() {
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<Windowed<String>, LedgerEntry> all =
                driver.ledger().all()) {
            while (all.hasNext()) {
                KeyValue<Windowed<String>, LedgerEntry> entry = all.next();
                keys.add(entry.key.key());
            }
        }
        return keys;
    }

    @Test
    void the_ledger_is_cleared_bit_by_bit_and_only_that_of_the_one_who_is_erased() {
        for (int i = 0; i < ENTRIES; i++) {
            order("p", new Command.Grant(1, "r", null, null, true), 10 + i);
        }
        order("p|evt_", new Command.Grant(1, "r", null, null, true), 10_000);
        order("q", new Command.Grant(1, "r", null, null, true), 10_000);
        order("p", new PersonCommand.Erase(false, "asked for"), 20_000);
        order("p", new Command.Grant(7, "r", null, null, true), 20_000);
        driver.send(Raw.heartbeat(21_000));
        assertThat(ledgerKeys()).as("a part at a time").hasSizeBetween(ENTRIES / 3, ENTRIES);
        for (int i = 2; i < 6; i++) {
            driver.send(Raw.heartbeat(20_000 + i * 1_000L));
        }
        assertThat(ledgerKeys())
                .as("two others, and what came after it")
                .hasSize(3)
                .anyMatch(key -> key.startsWith(RecordKeys.ledger("t|p", 1) + "|evt_"));
        assertThat(driver.state("t", "p").account().available()).isEqualTo(7);
        assertThat(driver.state("t", "p|evt_").account().available()).isEqualTo(1);
    }

    @Test
    void one_heartbeat_has_a_bound_however_many_are_erased() {
        for (int i = 0; i < ENTRIES; i++) {
            order("p" + i % 9, new Command.Grant(1, "r", null, null, true), 10 + i);
        }
        for (int i = 0; i < 9; i++) {
            order("p" + i, new PersonCommand.Erase(false, "asked for"), 20_000);
        }
        int before = ledgerKeys().size();
        for (int i = 1; before > 0; i++) {
            driver.send(Raw.heartbeat(20_000 + i * 1_000L));
            int after = ledgerKeys().size();
            assertThat(before - after).isBetween(1, Erasing.MOST);
            before = after;
        }
    }

    @Test
    void consumers_of_profiles_and_outcomes_see_it() {
        order("p", new PersonCommand.SetProfile(Profile.NONE), 1_000);
        order("p", new PersonCommand.Erase(true, "asked for"), 2_000);
        assertThat(driver.records(Topics.PROFILES))
                .satisfiesExactly(set -> assertThat(set.value()).isNotNull(), gone -> assertThat(gone.value())
                        .isNull());
        assertThat(driver.read(Topics.PRIVACY_OUTCOMES))
                .singleElement()
                .extracting(PrivacyOutcome::blocked)
                .isEqualTo(true);
    }

    @Test
    void when_all_results_of_before_are_gone_nothing_is_left_but_a_block() {
        order("p", new Command.Grant(1, "r", null, null, true), 1_000);
        order("blocked", new Command.Grant(1, "r", null, null, true), 1_000);
        order("p", new PersonCommand.Erase(false, "asked for"), 2_000);
        order("blocked", new PersonCommand.Erase(true, "asked for"), 2_000);
        Instant now = Instant.ofEpochMilli(2_000);
        for (int day = 0; day <= 20; day++) {
            now = now.plus(Duration.ofDays(1));
            driver.send(Raw.heartbeat(now.toEpochMilli()));
        }
        assertThat(driver.state("t", "p")).isNull();
        assertThat(driver.state("t", "blocked").person().erasures().blocked()).isTrue();
        assertThat(ledgerKeys()).isEmpty();
    }
}
