package io.podium.ingest.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.schemas.rule.RuleVersion;
import io.podium.schemas.score.ScoringMethod;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which event types some rule of a tenant looks at whose result depends on the order of a participant's events:
 * challenges that somebody must enrol for, that begin anew, have a window or prerequisites or are completed by some
 * of their objectives; streak milestones that every run earns; exclusive groups, which may have caps; contests in
 * which the latest score counts. All other rules give the same in any order. Any version counts, in force or not: too
 * much order costs some time, too little a wrong answer.
 */
public final class OrderSensitivity {

    /** The event by which a participant enrols, see the schema of challenges. */
    static final String ENROLLED = "challenge_enrolled";

    private final Map<String, Set<String>> byTenant = new ConcurrentHashMap<>();

    /** Takes in a record of the rules topic; kinds of rule that don't matter are passed over. */
    public void publish(@Nullable RuleVersion version) {
        if (version == null || version.definition() == null) {
            return;
        }
        Set<String> touched =
                switch (version.kind()) {
                    case CHALLENGE -> ofChallenge(version.definition());
                    case CONTEST -> ofContest(version.definition());
                    case STREAK -> ofStreak(version.definition());
                    case EARN_RULE -> ofEarnRule(version.definition());
                    default -> Set.of();
                };
        if (!touched.isEmpty()) {
            byTenant.computeIfAbsent(version.tenantId(), tenant -> ConcurrentHashMap.newKeySet())
                    .addAll(touched);
        }
    }

    /** Whether order matters for any event of any tenant. */
    public boolean matters() {
        return !byTenant.isEmpty();
    }

    /** Whether events of this type of one participant must be evaluated in their order. */
    public boolean matters(String tenantId, String eventType) {
        Set<String> known = byTenant.get(tenantId);
        return known != null && known.contains(eventType);
    }

    private static Set<String> ofChallenge(JsonNode challenge) {
        boolean enrols = "explicit".equals(challenge.path("enrolment").asText());
        boolean repeats = !"never".equals(challenge.path("repeat").asText("never"));
        boolean ends =
                challenge.has("window_days") || challenge.path("completion").isNumber();
        boolean steps = false;
        Set<String> touched = new HashSet<>();
        for (JsonNode objective : challenge.path("objectives")) {
            steps |= !objective.path("prerequisite_objective_ids").isEmpty();
            touched.add(objective.path("event_type").asText(""));
        }
        if (!enrols && !repeats && !ends && !steps) {
            return Set.of();
        }
        touched.add(ENROLLED);
        return touched;
    }

    private static Set<String> ofContest(JsonNode contest) {
        JsonNode scoring = contest.path("scoring");
        return scoring.path("method").asText().equals(ScoringMethod.LATEST.wireName())
                ? Set.of(scoring.path("event_type").asText(""))
                : Set.of();
    }

    private static Set<String> ofStreak(JsonNode streak) {
        for (JsonNode milestone : streak.path("milestones")) {
            if ("each_run".equals(milestone.path("again").asText())) {
                return Set.of(streak.path("qualifying_event").asText(""));
            }
        }
        return Set.of();
    }

    /** In a group with a cap, what one rule may still give decides which one is the best. */
    private static Set<String> ofEarnRule(JsonNode rule) {
        return rule.has("exclusive_group") ? Set.of(rule.path("event_type").asText("")) : Set.of();
    }
}
