package io.podium.schemas.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigTest {

    private static final KafkaConfig KAFKA = new KafkaConfig("b:1", Map.of("sasl.jaas.config", "hidden"));

    /** A role as roles are: parts with settings, and one that is given. */
    record Role(KafkaConfig kafka, Shop shop, Till till) {}

    record Shop(
            @Setting(value = "8", min = "1", max = "24", unit = "hours", description = "How long it is open.")
            int openHours,

            @Setting(description = "Where it is.") Path place,
            @Setting(description = "Whether it sells.") boolean closed) {

        Shop {
            Config.check(Shop.class, openHours, place, closed);
        }
    }

    record Till(
            @Setting(name = "wait", value = "PT2S", min = "PT0.5S", description = "How long one queues.")
            Duration patience,

            @Setting(value = "a,b", description = "What there is.")
            List<String> wares,

            @Setting(value = "1", max = "5000000000", description = "Coins.")
            long coins,

            @Setting(secret = true, description = "What opens it.")
            Optional<String> code) {

        Till {
            Config.check(Till.class, patience, wares, coins, code);
        }
    }

    @Test
    void what_no_clock_can_hold_and_what_is_blank_are_refused() {
        for (String patience : List.of("PT99999999999999H", "P3651D", "-P3651D")) {
            assertThatThrownBy(() -> Config.read(Role.class, Map.of("place", "here", "wait", patience), KAFKA))
                    .hasMessage("wait: expected a duration of at most 3650 days, but " + patience);
        }
        assertThatThrownBy(() -> Config.read(Role.class, Map.of("place", "here", "code", " "), KAFKA))
                .as("an empty secret is none")
                .hasMessage("code: expected a text, but nothing");
        assertThatThrownBy(() -> Config.read(Role.class, Map.of("place", "", "wares", "a,,b"), KAFKA))
                .hasMessage("place: expected a path, but nothing; "
                        + "wares: expected texts with commas between them, but a,,b");
    }

    @Test
    void what_is_not_set_has_its_default() {
        assertThat(Config.read(Role.class, Map.of("place", "here"), KAFKA))
                .isEqualTo(new Role(
                        KAFKA,
                        new Shop(8, Path.of("here"), false),
                        new Till(Duration.ofSeconds(2), List.of("a", "b"), 1, Optional.empty())));
    }

    @Test
    void every_setting_can_be_another() {
        Map<String, String> values = Map.of(
                "open-hours", "24",
                "place", "there",
                "closed", "true",
                "wait", "PT0.5S",
                "wares", "c",
                "coins", "5000000000",
                "code", "1234");
        assertThat(Config.keys(Role.class).stream().map(SettingKey::name))
                .containsExactlyInAnyOrderElementsOf(values.keySet());
        assertThat(Config.read(Role.class, values, KAFKA))
                .isEqualTo(new Role(
                        KAFKA,
                        new Shop(24, Path.of("there"), true),
                        new Till(Duration.ofMillis(500), List.of("c"), 5_000_000_000L, Optional.of("1234"))));
    }

    @Test
    void all_that_is_wrong_is_reported_at_once_by_its_key() {
        BadConfigException bad = catchThrowableOfType(
                BadConfigException.class,
                () -> Config.read(
                        Role.class,
                        Map.of(
                                "open-hours", "25",
                                "closed", "perhaps",
                                "wait", "soon",
                                "coins", "many",
                                "opne-hours", "8"),
                        KAFKA));
        assertThat(bad.problems())
                .containsExactly(
                        "open-hours: expected 1 to 24, but 25",
                        "place: expected a value, but there is none",
                        "closed: expected true or false, but perhaps",
                        "wait: expected a duration like PT2S, PT0.5S or PT1H30M, but soon",
                        "coins: expected a whole number, but many",
                        "opne-hours: expected a key among " + Config.keys(Role.class));
        assertThat(bad).hasMessage(String.join("; ", bad.problems()));
    }

    @Test
    void a_record_that_is_out_of_range_can_not_be_made() {
        assertThatThrownBy(() -> new Shop(0, null, false))
                .isInstanceOf(BadConfigException.class)
                .hasMessage("open-hours: expected 1 to 24, but 0; place: expected a value, but there is none");
        assertThatThrownBy(() -> new Till(Duration.ofMillis(499), List.of(), 5_000_000_001L, Optional.empty()))
                .hasMessage("wait: expected at least PT0.5S, but PT0.499S;"
                        + " coins: expected at most 5000000000, but 5000000001");
    }

    @Test
    void a_configuration_is_printed_by_its_keys_and_without_secrets() {
        Role role = Config.read(Role.class, Map.of("place", "here", "code", "1234"), KAFKA);
        assertThat(Config.print(role))
                .isEqualTo("kafka=b:1[sasl.jaas.config] open-hours=8 place=here closed=false wait=PT2S wares=a,b"
                        + " coins=1 code=(secret)");
    }

    @Test
    void a_key_says_what_operators_need_to_know() {
        SettingKey hours = Config.keys(Role.class).get(0);
        assertThat(hours.name()).isEqualTo("open-hours");
        assertThat(SettingKey.environmentName(hours.name())).isEqualTo("PODIUM_OPEN_HOURS");
        assertThat(hours.defaultText()).contains("8");
        assertThat(hours.range()).isEqualTo("1 to 24");
        assertThat(hours.unit()).isEqualTo("hours");
        assertThat(hours.isRequired()).isFalse();
        assertThat(Config.keys(Role.class).get(1).isRequired()).isTrue();
    }
}
