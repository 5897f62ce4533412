package io.podium.rules.program;

import io.podium.schemas.rule.RuleKind;

/**
 * How a tenant's participants hold points. Where a tenant has several, the first by id counts.
 *
 * @param allowNegative whether taking back may bring a balance below zero; else what is not there is owed
 */
public record AccountRules(String id, boolean allowNegative) implements Program {

    /** Whether it makes no difference which of the two counts. */
    public boolean saysTheSameAs(AccountRules other) {
        return allowNegative == other.allowNegative;
    }

    @Override
    public RuleKind kind() {
        return RuleKind.ACCOUNT;
    }
}
