package io.podium.rules.authoring;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.rules.authoring.RuleFiles.Definition;
import io.podium.rules.program.Cap;
import io.podium.rules.program.EarnRule;
import io.podium.schemas.rule.RuleKind;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** The most points that a set of rules can ever give one participant; never less than they can. */
final class MostPoints {

    private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

    private MostPoints() {}

    /** Empty where some rule gives again and again, and there is no bound. */
    static Optional<Long> of(List<Definition> definitions) {
        BigInteger most = BigInteger.ZERO;
        for (Definition definition : definitions) {
            if (definition.program() instanceof EarnRule rule) {
                if (rule.cap() == null || rule.cap().period() != Cap.Every.WINDOW) {
                    return Optional.empty();
                }
                most = most.add(BigInteger.valueOf(rule.cap().amount()));
            } else {
                JsonNode rule = definition.source().definition();
                BigInteger rewards = rewards(rule);
                if (rewards.signum() > 0 && givesAgain(rule)) {
                    return Optional.empty();
                }
                most = most.add(rewards);
            }
        }
        return Optional.of(most.min(LARGEST).longValue());
    }

    /** Challenges give once unless they are asked to repeat; what a streak gives again has a member that says so. */
    private static boolean givesAgain(JsonNode rule) {
        boolean repeats = !rule.path("repeat").asText("never").equals("never");
        boolean perRun = false;
        for (JsonNode milestone : rule.path("milestones")) {
            perRun |= !milestone.path("again").asText("never").equals("never");
        }
        return repeats || perRun || expires(rule);
    }

    /** A windowed challenge may begin anew where nothing says that it does not. */
    private static boolean expires(JsonNode rule) {
        return rule.path("kind").asText().equals(RuleKind.CHALLENGE.wireName())
                && rule.has("window_days")
                && !rule.has("repeat");
    }

    private static BigInteger rewards(JsonNode node) {
        BigInteger sum = BigInteger.ZERO;
        if (node.path("type").asText().equals("points") && node.path("value").isIntegralNumber()) {
            sum = sum.add(node.get("value").bigIntegerValue());
        }
        for (JsonNode part : node) {
            sum = sum.add(rewards(part));
        }
        return sum;
    }
}
