package io.podium.operations.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podium.operations.administration.RulePublisher.Plan;
import io.podium.operations.administration.RulePublisher.Step;
import io.podium.rules.authoring.RuleFiles;
import io.podium.rules.program.ProgramParser;
import io.podium.schemas.json.Json;
import io.podium.schemas.rule.RuleKind;
import io.podium.schemas.rule.RuleVersion;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RulePublisherTest {

    private static final Instant NOW = Instant.parse("2026-04-30T10:00:00Z");

    private final List<RuleVersion> live = new ArrayList<>();

    @Test
    void what_is_new_is_created_what_differs_changed_what_is_gone_retired_and_the_rest_left_alone() {
        publish("{ kind: badge, id: a, label: A }\n---\n{ kind: badge, id: b, label: B }", NOW);
        Plan plan = plan(
                "{ kind: badge, id: a, label: A }\n---\n{ kind: badge, id: b, label: C }\n---\n{ kind: badge, id: c, label: C }",
                NOW.plusSeconds(60));
        assertThat(plan.unchanged()).isEqualTo(1);
        assertThat(plan.changes())
                .extracting(change -> change.step() + " " + change.version().id())
                .containsExactly("CHANGE b", "CREATE c");
        assertThat(plan("{ kind: badge, id: b, label: B }", NOW.plusSeconds(60)).changes())
                .extracting(change -> change.step() + " " + change.version().id())
                .containsExactly("RETIRE a");
    }

    @Test
    void applying_twice_changes_nothing_and_what_was_retired_can_come_back() {
        publish("{ kind: badge, id: a, label: A }", NOW);
        assertThat(plan("{ kind: badge, id: a, label: A }", NOW.plusSeconds(60)).changes())
                .isEmpty();
        live.add(new RuleVersion("t", live.get(0).kind(), "a", NOW.plusSeconds(60), null));
        assertThat(plan("{ kind: badge, id: a, label: A }", NOW.plusSeconds(90)).changes())
                .extracting(RulePublisher.Change::step)
                .containsExactly(Step.CREATE);
    }

    @Test
    void the_sample_rules_once_published_are_unchanged() {
        List<RuleFiles.Definition> starter =
                new RuleFiles(new ProgramParser()).readSample("starter").definitions();
        RulePublisher.plan("t", live, starter, NOW)
                .changes()
                .forEach(change -> live.add(Json.read(Json.write(change.version()), RuleVersion.class)));
        Plan again = RulePublisher.plan("t", live, starter, NOW.plusSeconds(60));
        assertThat(again.changes()).isEmpty();
        assertThat(again.unchanged()).isEqualTo(starter.size());
    }

    @Test
    void what_is_gone_can_be_kept_and_a_contest_that_was_retired_is_named() {
        publish("{ kind: badge, id: a, label: A }", NOW);
        live.add(new RuleVersion("t", RuleKind.CONTEST, "cup", NOW, null));
        Plan plan = plan(
                "{ kind: contest, id: cup, title: C, starts_at: '2026-01-01T00:00:00Z', ends_at: '2026-02-01T00:00:00Z',"
                        + " scoring: { event_type: e, method: count } }",
                NOW.plusSeconds(60));
        assertThat(plan.retiredContests()).containsExactly("cup");
        assertThat(plan.withoutRetirements().changes())
                .extracting(change -> change.step() + " " + change.version().id())
                .containsExactly("CREATE cup");
    }

    @Test
    void another_tenants_rules_are_none_of_ones_business() {
        live.add(new RuleVersion("u", RuleKind.BADGE, "x", NOW, null));
        assertThat(plan("{ kind: badge, id: a, label: A }", NOW).changes()).hasSize(1);
    }

    @Test
    void versions_are_never_published_for_the_past_nor_for_sooner_than_all_processors_can_know() {
        assertThat(RulePublisher.effectiveFrom(null, NOW)).isEqualTo(NOW.plusSeconds(10));
        assertThat(RulePublisher.effectiveFrom(NOW.plusSeconds(11), NOW)).isEqualTo(NOW.plusSeconds(11));
        assertThatThrownBy(() -> RulePublisher.effectiveFrom(NOW.minusSeconds(1), NOW))
                .hasMessageContaining("expected effective_from 2026-04-30T10:00:10Z or later")
                .hasMessageContaining("but 2026-04-30T09:59:59Z");
        assertThatThrownBy(() -> RulePublisher.effectiveFrom(NOW.plusSeconds(9), NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void publish(String yaml, Instant from) {
        plan(yaml, from)
                .changes()
                .forEach(change -> live.add(Json.read(Json.write(change.version()), RuleVersion.class)));
    }

    private Plan plan(String yaml, Instant from) {
        RuleFiles.Loaded loaded =
                new RuleFiles(new ProgramParser()).read(Map.of("r.yaml", yaml.getBytes(StandardCharsets.UTF_8)));
        return RulePublisher.plan("t", live, loaded.definitions(), from);
    }
}
