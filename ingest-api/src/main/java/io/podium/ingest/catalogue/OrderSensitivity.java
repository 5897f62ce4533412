package io.podium.ingest.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.schemas.rule.RuleVersion;
import io.podium.schemas.score.ScoringMethod;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Which event types some rule of a tenant looks at whose result depends on the order of a participant's events:
 * challenges that somebody must enrol for or that begin anew, and contests in which the latest score counts. All other
 * rules give the same in any order. Any version counts, in force or not: too much order costs some time, too little a
 * wrong answer.
 */
public final class OrderSensitivity {

    /** The event by which a participant enrols, see the schema of challenges. */
    static final String ENROLLED = "challenge_enrolled";

    private final Map<String, Set<String>> byTenant = new ConcurrentHashMap<>();

    /** Takes in a record of the rules topic; kinds of rule that don't matter are passed over. */
    public void publish(RuleVersion version) {
        if (version == null || version.definition() == null) {
            return;
        }
        Set<String> touched =
                switch (version.kind()) {
                    case CHALLENGE -> ofChallenge(version.definition());
                    case CONTEST -> ofContest(version.definition());
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
        if (!enrols && !repeats) {
            return Set.of();
        }
        Set<String> touched = StreamSupport.stream(challenge.path("objectives").spliterator(), false)
                .map(objective -> objective.path("event_type").asText(""))
                .filter(type -> !type.isEmpty())
                .collect(Collectors.toSet());
        touched.add(ENROLLED);
        return touched;
    }

    private static Set<String> ofContest(JsonNode contest) {
        JsonNode scoring = contest.path("scoring");
        String type = scoring.path("event_type").asText("");
        return scoring.path("method").asText().equals(ScoringMethod.LATEST.wireName()) && !type.isEmpty()
                ? Set.of(type)
                : Set.of();
    }
}
