package io.podium.rules.program;

import io.podium.schemas.rule.RuleKind;
import org.jspecify.annotations.Nullable;

/**
 * A badge, earned at most once per participant.
 *
 * @param rarity null when the author said none
 */
public record Badge(String id, String label, @Nullable String rarity) implements Program {
    @Override
    public RuleKind kind() {
        return RuleKind.BADGE;
    }
}
