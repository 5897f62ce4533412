package io.podium.stream.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.schemas.command.Command;
import io.podium.schemas.command.PersonCommand;
import io.podium.schemas.command.RawCommand;
import io.podium.schemas.outcome.PrivacyOutcome;
import io.podium.schemas.profile.Profile;
import io.podium.schemas.topic.Topics;
import io.podium.stream.driver.EventDriver;
import io.podium.stream.driver.Raw;
import io.podium.stream.ledger.LedgerValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

    private List<LedgerValue> ledger() {
        List<LedgerValue> values = new ArrayList<>();
        try (KeyValueIterator<Windowed<String>, LedgerValue> all =
                driver.ledger().all()) {
            all.forEachRemaining(entry -> values.add(entry.value));
        }
        return values;
    }

    private long entries() {
        return ledger().stream().filter(LedgerValue.Kept.class::isInstance).count();
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
        assertThat(entries()).as("a part at a time").isBetween(ENTRIES / 3L, (long) ENTRIES);
        for (int i = 2; i < 6; i++) {
            driver.send(Raw.heartbeat(20_000 + i * 1_000L));
        }
        assertThat(ledger())
                .as("two others, and what came after it, with no part of an index and nothing that remains")
                .extracting(value -> ((LedgerValue.Kept) value).participantKey())
                .containsExactlyInAnyOrder("t|p|evt_", "t|q", "t|p");
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
        long before = entries();
        for (int i = 1; before > 0; i++) {
            driver.send(Raw.heartbeat(20_000 + i * 1_000L));
            long after = entries();
            assertThat(before - after).isBetween(1L, (long) Erasing.MOST);
            before = after;
        }
        driver.send(Raw.heartbeat(90_000));
        assertThat(ledger()).isEmpty();
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
        assertThat(ledger()).isEmpty();
    }
}
