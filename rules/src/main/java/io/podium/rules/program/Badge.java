package io.podium.rules.program;

import io.podium.schemas.rule.RuleKind;

/**
 * A badge, earned at most once per participant.
 *
 * @param rarity null when the author said none
 */
public record Badge(String id, String label, String rarity) implements Program.Referred {
    @Override
    public RuleKind kind() {
        return RuleKind.BADGE;
    }
}
