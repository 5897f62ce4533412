package io.podium.schemas.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.schemas.rule.RuleKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A key gives back the parts that it is made of, whatever legal ids these are: so no two things have the same key. */
class RecordKeysTest {

    /** What the schemas allow for tenants and for all that authors name. */
    @Provide
    Arbitrary<String> named() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('A', 'Z')
                .withCharRange('0', '9')
                .withChars("_.-")
                .ofMinLength(1)
                .ofMaxLength(100);
    }

    /** What clients may name anything. */
    @Provide
    Arbitrary<String> any() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMinLength(1).ofMaxLength(40),
                Arbitraries.strings().withChars("|a").ofMinLength(1).ofMaxLength(6));
    }

    @Property
    void a_participants_key_gives_back_tenant_and_participant(
            @ForAll("named") String tenant, @ForAll("any") String id) {
        String key = RecordKeys.participant(tenant, id);

        assertThat(List.of(RecordKeys.tenantOf(key), RecordKeys.idOf(key))).containsExactly(tenant, id);
    }

    @Property
    void an_idempotency_key_gives_back_its_tenant_and_itself(@ForAll("named") String tenant, @ForAll("any") String id) {
        String key = RecordKeys.idempotency(tenant, id);

        assertThat(List.of(RecordKeys.tenantOf(key), RecordKeys.idOf(key))).containsExactly(tenant, id);
    }

    @Property
    void a_standings_key_gives_back_contest_and_participant(
            @ForAll("named") String tenant, @ForAll("named") String contest, @ForAll("any") String participant) {
        String contestKey = RecordKeys.contest(tenant, contest);
        String key = RecordKeys.standing(contestKey, participant);

        assertThat(RecordKeys.contestOf(key)).isEqualTo(contestKey);
        assertThat(key).isEqualTo(contestKey + "|" + participant);
        assertThat(List.of(RecordKeys.tenantOf(contestKey), RecordKeys.idOf(contestKey)))
                .containsExactly(tenant, contest);
    }

    @Property
    void a_results_key_has_one_bar_behind_the_contest(@ForAll("named") String contest, @ForAll("any") String event) {
        String key = RecordKeys.result(contest, event);

        assertThat(key.split("\\|", 2)).containsExactly(contest, event);
    }

    @Property
    void a_versions_key_has_its_four_parts_between_bars(
            @ForAll("named") String tenant, @ForAll RuleKind kind, @ForAll("named") String id, @ForAll long second) {
        Instant from = Instant.ofEpochSecond(Math.floorMod(second, 253_402_300_800L));

        assertThat(RecordKeys.version(tenant, kind.wireName(), id, from).split("\\|", -1))
                .containsExactly(tenant, kind.wireName(), id, from.toString());
    }

    @Property
    void a_places_key_has_its_three_parts_between_bars(
            @ForAll("named") String topic, @ForAll int partition, @ForAll long offset) {
        Matcher parts =
                Pattern.compile("([^|]+)\\|([^|]+)\\|([^|]+)").matcher(RecordKeys.place(topic, partition, offset));

        assertThat(parts.matches()).isTrue();
        assertThat(List.of(parts.group(1), parts.group(2), parts.group(3)))
                .containsExactly(topic, Integer.toString(partition), Long.toString(offset));
    }

    @Property
    void a_key_is_of_its_tenant_and_of_no_other(
            @ForAll("named") String tenant, @ForAll("named") String other, @ForAll("any") String id) {
        byte[] key = RecordKeys.participant(tenant, id).getBytes(StandardCharsets.UTF_8);

        assertThat(RecordKeys.isOf(key, tenant)).isTrue();
        assertThat(RecordKeys.isOf(key, other)).isEqualTo(tenant.equals(other));
        assertThat(RecordKeys.isOf(null, tenant)).isFalse();
    }
}
