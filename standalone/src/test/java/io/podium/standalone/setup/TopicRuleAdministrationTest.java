package io.podium.standalone.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.ingest.rules.RuleAdministration.Publication;
import io.podium.ingest.rules.RuleAdministration.Wanted;
import io.podium.ingest.rules.RuleVersions;
import io.podium.operations.administration.TableTopic;
import io.podium.schemas.event.Problem;
import io.podium.schemas.json.Json;
import io.podium.schemas.rule.RuleKind;
import io.podium.schemas.rule.RuleVersion;
import io.podium.schemas.topic.Topics;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicRuleAdministrationTest {

    @Test
    void a_tenants_rules_are_bounded_with_all_their_versions_and_anothers_do_not_count() {
        long bound = Math.min(64L << 20, Math.max(4L << 20, Runtime.getRuntime().maxMemory() / 64));
        RuleVersions versions = new RuleVersions();
        int published = 0;
        for (long bytes = 0; bytes < bound; bytes += 1 << 20) {
            ObjectNode large = Json.mapper().createObjectNode().put("label", "x".repeat(1 << 20));
            versions.publish(new RuleVersion("full", RuleKind.BADGE, "b", Instant.ofEpochMilli(published++), large));
        }
        try (TopicRuleAdministration administration = new TopicRuleAdministration(
                versions, new TableTopic<>(Topics.RULES, "127.0.0.1:1", Map.of()), Clock.systemUTC())) {
            assertThat(codes(administration, "full")).containsExactly("too_many_rules");
            assertThat(codes(administration, "other")).isNotEmpty().doesNotContain("too_many_rules");
        }
    }

    /** Of a badge without its label, which is refused for that where there is room. */
    private static List<String> codes(TopicRuleAdministration administration, String tenant) {
        ObjectNode badge = Json.mapper().createObjectNode().put("kind", "badge").put("id", "new");
        Publication answer = administration
                .publish(new Wanted(tenant, RuleKind.BADGE, "new", badge, null))
                .join();
        assertThat(answer).isInstanceOf(Publication.Refused.class);
        return ((Publication.Refused) answer)
                .problems().stream().map(Problem::code).toList();
    }
}
