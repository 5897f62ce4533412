package io.podium.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.junit.jupiter.api.Test;

class BrokerSettingsTest {

    private static final String BACKOFF = "add.partitions.to.txn.retry.backoff.ms";
    private static final String CLEANUP = "transaction.abort.timed.out.transaction.cleanup.interval.ms";

    @Test
    void settings_that_suit_and_those_that_a_broker_does_not_report_as_numbers_call_for_nothing() {
        assertThat(BrokerSettings.advice(Map.of(
                        "1", config("1", "1000"),
                        "2", new Config(List.of()),
                        "3", config(null, "soon"))))
                .isEmpty();
    }

    @Test
    void each_setting_that_makes_clients_wait_is_reported_with_the_brokers_that_have_it() {
        assertThat(BrokerSettings.advice(Map.of(
                        "1", config("20", "1000"),
                        "2", config("1", "10000"),
                        "3", config("5", "1000"))))
                .satisfiesExactly(
                        backoff -> assertThat(backoff)
                                .endsWith("expected " + BACKOFF
                                        + " of at most 1 of every broker, but by broker {1=20, 3=5}"),
                        cleanup -> assertThat(cleanup)
                                .endsWith("expected " + CLEANUP
                                        + " of at most 1000 of every broker, but by broker {2=10000}"));
    }

    private static Config config(String backoff, String cleanup) {
        return new Config(List.of(new ConfigEntry(BACKOFF, backoff), new ConfigEntry(CLEANUP, cleanup)));
    }
}
