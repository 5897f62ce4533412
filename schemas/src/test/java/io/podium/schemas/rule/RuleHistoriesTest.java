package io.podium.schemas.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RuleHistoriesTest {

    private static final RuleName CUP = new RuleName(RuleKind.CONTEST, "cup");
    private static final Instant MAY = Instant.parse("2026-05-01T00:00:00Z");
    private static final Instant JUNE = Instant.parse("2026-06-01T00:00:00Z");

    private final RuleHistories<String> histories = new RuleHistories<>();

    private void put(String tenantId, RuleName name, Instant from, String made) {
        histories.put(new RuleVersion(tenantId, name.kind(), name.id(), from, null), made);
    }

    @Test
    void a_version_is_in_force_from_its_instant_until_the_next() {
        put("t", CUP, JUNE, "second");
        put("t", CUP, MAY, "first");

        assertThat(histories.at("t", CUP, MAY.minusNanos(1))).isEmpty();
        assertThat(histories.at("t", CUP, MAY)).contains(Map.entry(MAY, "first"));
        assertThat(histories.at("t", CUP, JUNE.minusNanos(1))).contains(Map.entry(MAY, "first"));
        assertThat(histories.at("t", CUP, JUNE)).contains(Map.entry(JUNE, "second"));
    }

    @Test
    void definitions_of_other_kinds_ids_and_tenants_are_others() {
        put("t", CUP, MAY, "contest");
        put("t", new RuleName(RuleKind.BADGE, "cup"), MAY, "badge");
        put("t", new RuleName(RuleKind.CONTEST, "bowl"), MAY, "bowl");
        put("other", CUP, MAY, "other");

        assertThat(histories.of("t", CUP)).isEqualTo(Map.of(MAY, "contest"));
        assertThat(histories.of("t")).hasSize(3);
        assertThat(histories.of("nobody")).isEmpty();
        assertThat(histories.of("nobody", CUP)).isEmpty();
    }

    @Test
    void the_same_version_again_takes_the_place_of_the_one_before() {
        put("t", CUP, MAY, "was");
        put("t", CUP, MAY, "is");

        assertThat(histories.of("t", CUP)).isEqualTo(Map.of(MAY, "is"));
    }

    @Test
    void names_stand_in_the_order_of_kind_and_id() {
        RuleName badge = new RuleName(RuleKind.BADGE, "z");
        RuleName bowl = new RuleName(RuleKind.CONTEST, "bowl");

        assertThat(Stream.of(CUP, badge, bowl).sorted()).containsExactly(badge, bowl, CUP);
    }
}
